"""The tags of a clip: chips in order, known ones by number and new ones by name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clips.admin.fields.base import TemplateWidget
from clips.admin.numbers import read_number
from clips.models import Tag
from clips.operations.tagging import TagEdit
from clips.text.naming import clean_name, match_key


@dataclass(frozen=True)
class Chip:
    """One tag as it is shown: `value` is what the form sends for it, `note` a word where it is not an ordinary tag."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Typed:
    """What the form sent, as it sent it: `id:5` or `name:2026`, and the numbers it was loaded with."""

    wanted: Sequence[str] = ()
    loaded: Sequence[str] = ()


class TagsWidget(TemplateWidget):
    """`may_create` decides whether an unknown name is shown as new or as a proposal."""

    template_name = "admin/fields/tags.html"
    may_create = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        typed = [f"name:{part}" for part in data.get(f"{name}_typed", "").split(",") if part.strip()]
        return Typed([*data.getlist(name), *typed], data.getlist(f"{name}_loaded"))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        value = value or Typed()
        context = super().get_context(name, value, attrs)
        return {
            **context,
            "chips": list(self.list_chips(value.wanted)),
            "loaded": value.loaded,
            "may_create": self.may_create,
            "new_word": self._new_word,
        }

    @property
    def _new_word(self) -> Any:
        return _("new") if self.may_create else _("proposal")

    def list_chips(self, wanted: Sequence[str]) -> Iterator[Chip]:
        """The wanted ones as they are now, each once: what became another name of a tag is that tag."""
        tags = Tag.objects.select_related("alias_of")
        by_id = tags.in_bulk([number for number in map(read_id, wanted) if number])
        names = [read_name(item) for item in wanted if item.startswith("name:")]
        by_key = {tag.match_key: tag for tag in tags.named(*names)} if names else {}
        shown: set[int] = set()
        for item in wanted:
            found = by_id.get(read_id(item) or 0) or by_key.get(match_key(read_name(item)))
            tag = found.target if found is not None else None
            if tag is not None and tag.pk in shown:
                continue
            if tag is not None:
                shown.add(tag.pk)
                yield Chip(f"id:{tag.pk}", tag.name, tag.get_status_display() if not tag.is_public else "")
            elif item.startswith("name:"):
                yield Chip(item, read_name(item), str(self._new_word))


class TagsField(forms.Field):
    """Cleans to a TagEdit; names that nobody knows are left to the operation."""

    widget = TagsWidget

    def clean(self, value: Any) -> TagEdit:
        value = value or Typed()
        wanted = [read_id(item) or read_name(item) for item in value.wanted]
        loaded = [number for number in map(read_number, value.loaded) if number]
        return TagEdit([item for item in wanted if item], loaded)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list((initial or Typed()).wanted) != list((data or Typed()).wanted)


def read_id(item: str) -> int | None:
    """The number of `id:5`: a name that looks like a number stays a name."""
    return read_number(item.removeprefix("id:")) if item.startswith("id:") else None


def read_name(item: str) -> str:
    return clean_name(item.removeprefix("name:")) if item.startswith("name:") else ""
