"""What changed in a clip: its public history, from one text that readers had to the next, with the words marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise, takewhile
from typing import Any, Final, NamedTuple

from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clips.cache.rendering import note
from clips.models import Clip, load_versions
from clips.models.keys import clip_key
from clips.models.revisions import TOLD
from clips.models.versions import MOST, Version
from clips.public.clips import explain_missing
from clips.public.pages import Visit, move_to, page
from clips.text.comparison import FIELDS, Pieces, Row, compare_bodies, compare_words, weave

# In the order in which a clip is read. Tags, lines and the notice change by themselves, and are no text of the clip.
LABELS: Final[dict[str, Any]] = {
    "kicker": _("Kicker"),
    "headline": _("Headline"),
    "lede": _("Lede"),
    "body": _("Text"),
    "picture": _("Picture"),
    "caption": _("Caption"),
    "byline": _("Byline"),
}
# So many letters between the first and the last difference of a field are compared word by word on a page, which takes
# a second at the worst; after that only the names of the fields are told.
MOST_LETTERS: Final = 100_000
# Paragraphs are compared with each other, however short they are.
PER_PARAGRAPH: Final = 50


class Part(NamedTuple):
    """A paragraph with its words marked; `note` says what no mark can."""

    kind: str
    pieces: Pieces
    note: Any = ""


@dataclass(frozen=True)
class Difference:
    """A field that reads otherwise, and in it only what differs."""

    name: str
    label: Any
    parts: Sequence[Part]


@dataclass(frozen=True)
class Step:
    """From one version to the next: since when readers have it, and what they read otherwise."""

    since: datetime
    minor: bool
    differences: Sequence[Difference]


@page
def clip_changes(visit: Visit, number: int, slug: str) -> HttpResponse:
    """Of a clip that is not public the answer is that of the clip.

    One whose history was hidden says why, in the words that were written for readers; where the site shows none, there
    is no such page.
    """
    clip = Clip.objects.public(visit.at).select_related("section").defer("body").filter(pk=number).first()
    if clip is None:
        raise explain_missing(number)
    if not visit.site.shows_history:
        raise Http404
    if visit.path != clip.get_changes_url():
        return move_to(clip.get_changes_url())
    note([clip_key(clip.pk)])
    versions = [] if clip.history_hidden else load_versions(clip, visit.at)
    return visit.render(
        "public/clip_changes.html",
        clip=clip,
        steps=list(tell_steps(versions)),
        first=find_first(clip, versions),
        page_title=gettext("What changed: %(headline)s") % {"headline": clip.headline},
        robots="noindex",
    )


def find_first(clip: Clip, versions: Sequence[Version]) -> datetime | None:
    """When readers first had the clip; None where the page does not go back so far."""
    return clip.first_published_at if len(versions) <= MOST else None


def tell_steps(versions: Sequence[Version]) -> Iterator[Step]:
    """The newest first; versions in which readers see the same are one."""
    left = MOST_LETTERS
    for new, old in pairwise(versions):
        names = [name for name in LABELS if read(new, name) != read(old, name)]
        left -= sum(count_apart(read(old, name), read(new, name)) for name in names if name in TOLD)
        differences = [
            Difference(name, LABELS[name], list(compare(name, old, new)) if left >= 0 else []) for name in names
        ]
        if differences:
            yield Step(new.since, new.minor, differences)


def count_apart(old: str, new: str) -> int:
    """The letters of both without what they share at the beginning and at the end; a paragraph costs as many more."""
    begin = count_same(old, new)
    end = count_same(old[begin:][::-1], new[begin:][::-1])
    return len(old) + len(new) - 2 * (begin + end) + PER_PARAGRAPH * (old + new).count("</")


def count_same(old: str, new: str) -> int:
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def read(version: Version, name: str) -> Any:
    """What tells one version's field from another's; of a picture, which one it is."""
    value = version.snapshot.get(name, FIELDS[name])
    return value["id"] if name == "picture" and value else value


def compare(name: str, old: Version, new: Version) -> Iterator[Part]:
    before, after = read(old, name), read(new, name)
    if name == "picture":
        yield Part("fact", [], tell_picture(before, after))
    elif name == "body":
        yield from map(show_row, (row for row in compare_bodies(before, after) if row.change != "same"))
    else:
        yield Part(name, weave(*compare_words(before, after)))


def show_row(row: Row) -> Part:
    old, new = (side.pieces if side is not None else [] for side in (row.old, row.new))
    note = _("The words are the same; they are set otherwise.") if row.change == "set" else ""
    kind = (row.new or row.old).kind  # type: ignore[union-attr]  # a row has at least one side
    return Part(kind, weave(old, new), note)


def tell_picture(before: int | None, after: int | None) -> Any:
    if before is None:
        return _("A picture was added.")
    return _("The picture was taken away.") if after is None else _("Another picture stands there.")
