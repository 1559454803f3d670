"""Keeping sections: make, change, and delete what no clip uses."""

from typing import Any

from django.db.models import Max, Q

from clips.models import Address, Clip, JournalEntry, Section
from clips.models.keys import section_key
from clips.operations.errors import InUse, LastSection, NameMissing, NameTaken, Remembered, SlugTaken
from clips.operations.tagging import free_slug
from clips.operations.transactions import operation, require
from clips.text.naming import clean_name, slugify


@operation
def create_section(name: str, *, by: Any, slug: str = "", **words: Any) -> Section:
    """A new section; `words` may hold description, position and responsible_person."""
    require("create_section", by)
    section = insert_section(name, slug, **words)
    JournalEntry.objects.write("create_section", by=by, thing=section, keys=_keys(section))
    return section


@operation
def edit_section(section: Section, *, by: Any, **words: Any) -> Section:
    """Change a section; a former address leads to the new one for ever, and stays taken."""
    require("edit_section", by, section)
    row = Section.objects.select_for_update().get(pk=section.pk)
    for name in ("description", "position", "responsible_person"):
        setattr(row, name, words.get(name, getattr(row, name)))
    row.name = _free_name(words.get("name", row.name), row)
    _move(row, slugify(words.get("slug") or row.slug))
    row.save(update_fields=["name", "slug", "description", "position", "responsible_person"])
    JournalEntry.objects.write("edit_section", by=by, thing=row, keys=_keys(row))
    return row


@operation
def delete_section(section: Section, *, by: Any) -> None:
    """Delete a section that no clip uses; its addresses are free again. Raises InUse, LastSection, Remembered."""
    require("delete_section", by, section)
    row = Section.objects.select_for_update().get(pk=section.pk)
    count = Clip.with_copies.filter(section=row).count()
    if count:
        raise InUse(count=count)
    if Section.objects.count() == 1:
        raise LastSection()
    if row.notice_rules.exists():
        raise Remembered(name=row.name)
    number, name = row.pk, row.name
    row.delete()
    row.pk = number
    JournalEntry.objects.write("delete_section", by=by, thing=row, keys=_keys(row), details={"name": name})


def insert_section(name: str, slug: str = "", **words: Any) -> Section:
    """A section row with its address; raises NameMissing, NameTaken or SlugTaken."""
    name = _free_name(name)
    wanted = slugify(slug) if slug else free_slug(Address.Kind.SECTION, name)
    if words.get("position") is None:
        words["position"] = min((Section.objects.aggregate(last=Max("position"))["last"] or 0) + 1, 32767)
    section = Section(name=name, slug=wanted, **words)
    _refuse_taken(section, wanted)
    section.save()
    Address.objects.create(kind=Address.Kind.SECTION, slug=wanted, section=section)
    return section


def _free_name(name: str, section: Section | None = None) -> str:
    name = clean_name(name)[:60]
    if not any(letter.isalnum() for letter in name):
        raise NameMissing()
    there = Section.objects.called(name)
    if there is not None and there != section:
        raise NameTaken(name=there.name)
    return name


def _move(section: Section, slug: str) -> None:
    if slug == section.slug:
        return
    _refuse_taken(section, slug)
    Address.objects.filter(section=section).update(current=False)
    Address.objects.update_or_create(
        kind=Address.Kind.SECTION, slug=slug, defaults={"section": section, "current": True}
    )
    section.slug = slug


def _refuse_taken(section: Section, slug: str) -> None:
    others = Address.objects.taken(Address.Kind.SECTION, slug).filter(~Q(section=section.pk))
    if others.exists():
        raise SlugTaken(slug=slug)


def _keys(section: Section) -> list[str]:
    return [section_key(section.pk), "site", "public"]
