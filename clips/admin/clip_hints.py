"""What is worth another look before others see a clip. None of it stops anyone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clips import roles
from clips.admin.clip_fixes import FIXABLE
from clips.admin.clip_held import Held
from clips.admin.clip_similar import find_similar
from clips.admin.fields.lines import HIDDEN
from clips.admin.fields.tags import read_id, read_name
from clips.admin.words import STATES
from clips.models import Clip, Tag
from clips.text.naming import match_key
from clips.text.typography import find_html_problems, find_problems

# So many characters read well.
LENGTHS: Final = {"headline": (30, 90), "lede": (80, 300)}
LABELS: Final = {
    "quotes": _("%(field)s: straight quotes"),
    "spaces": _("%(field)s: more than one space"),
    "units": _("%(field)s: no space before the unit"),
}
# What the button promises; for quotes it depends on the language of the clip.
OFFERS: Final = {
    "spaces": _("Make it one"),
    "units": _("Set the space"),
}
QUOTE_OFFERS: Final = {"de": _("Set „…“"), "en": _("Set “…”")}


@dataclass(frozen=True)
class Hint:
    """`target` is the id of the field that it jumps to, `fix` what one click puts right: "quotes:lede"."""

    name: str
    target: str
    label: Any
    note: Any = ""
    links: tuple["ClipLink", ...] = ()
    fix: str = ""
    offer: Any = ""


@dataclass(frozen=True)
class ClipLink:
    headline: str
    address: str
    note: str


def list_hints(held: Held) -> Iterator[Hint]:
    """In the order of the form; three queries at most."""
    for name in LENGTHS:
        yield from _check_length(held, name)
    for name in FIXABLE:
        yield from _check_spelling(held, name)
    yield from _check_tags(held)
    yield from _check_lines(held)
    yield from _check_similar(held)


def _check_length(held: Held, name: str) -> Iterator[Hint]:
    """An empty field is no hint: it is missing."""
    (least, most), length = LENGTHS[name], held.length(name)
    if length and not least <= length <= most:
        told = {"count": length, "least": least, "most": most}
        short = ngettext("%(count)d character", "%(count)d characters", length) % told
        note = _("%(least)d to %(most)d read well.") % told
        label = _("%(field)s: %(length)s") % {"field": held.form.fields[name].label, "length": short}
        yield Hint(f"{name}-length", f"id_{name}", label, note)


def _check_spelling(held: Held, name: str) -> Iterator[Hint]:
    find = find_html_problems if name == "body" else find_problems
    for kind, places, excerpt in find(held.text(name), held.language):
        label = LABELS[kind] % {"field": held.form.fields[name].label}
        offer = OFFERS.get(kind) or QUOTE_OFFERS.get(held.language, QUOTE_OFFERS["de"])
        note = _show_first(excerpt, places - 1)
        yield Hint(f"{kind}-{name}", f"id_{name}", label, note, fix=f"{kind}:{name}", offer=offer)


def _show_first(excerpt: str, more: int) -> str:
    words = {"excerpt": excerpt, "count": more}
    return (
        ngettext("%(excerpt)s and %(count)d more", "%(excerpt)s and %(count)d more", more) % words if more else excerpt
    )


def _check_tags(held: Held) -> Iterator[Hint]:
    wanted = held.tags.wanted
    if not wanted:
        yield Hint("tags", "id_tags", _("No tag yet"), _("At least one helps readers to find more."))
        return
    names = {match_key(read_name(item)): read_name(item) for item in wanted if item.startswith("name:")}
    numbers = [number for number in map(read_id, wanted) if number]
    known = Tag.objects.filter(Q(pk__in=numbers) | Q(match_key__in=names)).only("name", "match_key", "status")
    proposed = [tag.name for tag in known if tag.status == Tag.Status.PROPOSED]
    if not roles.may("create_tag", held.by):
        unknown = names.keys() - {tag.match_key for tag in known} - {""}
        proposed += [name for key, name in names.items() if key in unknown]
    if proposed:
        names_told = {"names": ", ".join(_("“%(name)s”") % {"name": name} for name in proposed)}
        label = _("Waits for a moderator: %(names)s") % names_told
        yield Hint("proposal", "id_tags", label, _("Readers do not see a proposed tag."))


def _check_lines(held: Held) -> Iterator[Hint]:
    """Lines to clips that readers cannot see now; the gate hides these lines until they can."""
    numbers = {place: line.target for place, line in enumerate(held.lines, start=1) if line.target}
    if not numbers:
        return
    now = timezone.now()
    clips = roles.visible_clips(held.by).defer("body", "lede").in_bulk(set(numbers.values()))
    for place, number in numbers.items():
        clip = clips.get(number)
        if clip is None or not clip.is_public(now):
            label = _("Line %(line)d leads to a clip that is not public") % {"line": place}
            links = (_link_clip(clip),) if clip is not None else ()
            yield Hint(f"line-{place}", "id_relations", label, "" if links else HIDDEN, links)


def _check_similar(held: Held) -> Iterator[Hint]:
    found = find_similar(held.text("headline"), held.clip, held.by)
    if found:
        label = _("There is a similar headline in the last 7 days:")
        yield Hint("similar", "id_headline", label, links=tuple(map(_link_clip, found)))


def _link_clip(clip: Clip) -> ClipLink:
    state = str(STATES[clip.state][1])
    if clip.publish_at is not None and clip.status == Clip.Status.PUBLISHED:
        state = f"{state}, {date_format(timezone.localtime(clip.publish_at), 'SHORT_DATETIME_FORMAT')}"
    return ClipLink(clip.headline, reverse("admin:clips_clip_change", args=[clip.pk]), state)
