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
    """The name of a stored picture or of one of its renditions: a content hash, so nothing leads out of the folder."""

    regex = r"(?:pictures|renditions)/[0-9a-f]{2}/[0-9a-f]{24}(?:-[0-9]{1,5})?\.(?:jpg|png|webp|avif)"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


for converter, name in ((Year, "yyyy"), (Month, "mm"), (Day, "dd"), (MediaName, "media")):
    register_converter(converter, name)
