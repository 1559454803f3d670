"""Parts of addresses that have exactly one spelling: dates with leading zeros, names of stored pictures."""

from django.urls import register_converter


class Padded:
    """A number that always has its leading zeros."""

    regex = ""
    width = 2

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return str(value).zfill(self.width)


class Year(Padded):
    regex = "[12][0-9]{3}"
    width = 4


class Month(Padded):
    regex = "0[1-9]|1[0-2]"


class Day(Padded):
    regex = "0[1-9]|[12][0-9]|3[01]"


class MediaName:
    """The name of a stored picture, rendition or crop: it begins with a content hash, so nothing leads elsewhere."""

    files = r"(?:pictures|renditions)/[0-9a-f]{2}/[0-9a-f]{24}(?:-[0-9]{1,5})?\.(?:jpg|png|webp|avif)"
    crops = r"crops/[0-9a-f]{2}/[0-9a-f]{24}-[0-9]{3,4}x[0-9]{3,4}-[0-9]{1,3}-[0-9]{1,3}\.jpg"
    regex = f"{files}|{crops}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


for converter, name in ((Year, "yyyy"), (Month, "mm"), (Day, "dd"), (MediaName, "media")):
    register_converter(converter, name)
