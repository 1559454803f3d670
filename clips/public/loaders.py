"""Loaders: the rows of a page, through the gate, in few queries and with the columns that are shown."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from clips.cache.frames import load_board
from clips.cache.noting import note_board, note_clip, note_list
from clips.cache.rendering import note
from clips.models import Clip, ClipTag, Correction, DossierClip, NoticeVersion, Relation, Revision, keys
from clips.models.clips import ClipQuerySet
from clips.models.keys import clip_key
from clips.models.prepared import Prepared, give_rows
from clips.search.suggestions import LINE

PICTURE = [f"picture__{name}" for name in ("file", "width", "height", "alt_text", "caption", "credit")]
FOCUS = ["picture__focal_x", "picture__focal_y"]
SECTION = ["section__name", "section__slug"]
CARD = ["headline", "slug", "kicker", "lede", "caption", "language", "publish_at", *SECTION, *PICTURE, *FOCUS]
# Of the page of a clip everything but this.
UNSHOWN = (
    "headline_key embargoed_until first_published_at version original_version withdrawn_reason erased_at origin "
    "created_by created_at saved_at"
).split()
TAG = [f"tag__{name}" for name in ("name", "slug", "status", "use_count")]
TARGET = [f"target__{name}" for name in ("headline", "slug", "language", "status", "publish_at", "expire_at")]
# The clips that one page names beside the lines of its editors are seldom more.
MOST_NEAR = 24
# Below the newest on the home page.
MOST_NUMBERED = 48

# So many headlines stand on the page of an error.
LATEST = 5


def load_cards(clips: ClipQuerySet, limit: int) -> list[Clip]:
    """What a list shows of each clip: one query, no body."""
    found = list(select_cards(clips)[:limit])
    note_list(clips.list_keys, found)
    return found


def select_cards(clips: ClipQuerySet) -> ClipQuerySet:
    return clips.select_related("section", "picture").only(*CARD)


@Prepared
def find_numbered(at: datetime, **numbers: int) -> ClipQuerySet:
    return select_cards(Clip.objects.filter(pk__in=[*numbers.values()]).newest_first().public(at))


def load_numbered(numbers: Iterable[int], at: datetime) -> list[Clip]:
    """The cards of clips whose numbers are known, the newest first: one query for as many as there are at most."""
    found = find_numbered(at=at, **name_numbers(numbers, MOST_NUMBERED))
    note_list([keys.LATEST], found)
    return found


def name_numbers(numbers: Iterable[int], most: int) -> dict[str, int]:
    """As many for every query, so that it is the same for few and for many; nobody has the number 0."""
    given = list(numbers)
    return {f"number_{place}": number for place, number in enumerate(given + [0] * (most - len(given)))}


def load_latest(at: datetime) -> list[Clip]:
    """A few headlines for who came to a page that is not there: one query."""
    return list(Clip.objects.newest_first().public(at).only("headline", "slug", "language")[:LATEST])


def load_hits(numbers: Sequence[int], at: datetime) -> list[Clip]:
    """What a search shows of these clips, with text and tags, as far as they are public: two queries."""
    tags = Prefetch("clip_tags", ClipTag.objects.select_related("tag"))
    found = Clip.objects.public(at).filter(pk__in=numbers).select_related("section", "picture")
    return list(found.only(*CARD, "body").prefetch_related(tags))


@Prepared
def find_clip(number: int, at: datetime) -> ClipQuerySet:
    found = Clip.objects.filter(pk=number).public(at).select_related("section", "picture").defer(*UNSHOWN)
    return found.with_turn(at).annotate(
        was_changed=Exists(Revision.objects.read_otherwise()),
        has_corrections=Exists(Correction.objects.filter(clip=OuterRef("pk"))),
        has_dossiers=Exists(DossierClip.objects.filter(clip=OuterRef("pk"))),
    )


@Prepared
def find_tags(number: int) -> QuerySet[ClipTag]:
    return ClipTag.objects.filter(content_object=number).select_related("tag").only("content_object", *TAG)


@Prepared
def find_lines(number: int) -> QuerySet[Relation]:
    return Relation.objects.filter(clip=number).select_related("target").only("clip", "url", "title", *TARGET)


def load_clip(number: int | str, at: datetime) -> Clip | None:
    """A public clip with its section, picture, tags and lines, and what else there is of it: three queries.

    The number may be as an address spells it. `was_changed` says that it once read otherwise.
    """
    number = int(number)
    clip = find_clip.first(number=number, at=at)
    if clip is not None:
        give_rows(clip, clip_tags=find_tags(number=number), relations=find_lines(number=number))
        note_clip(clip)
    return clip


@Prepared
def find_near(at: datetime, **numbers: int) -> ClipQuerySet:
    return Clip.objects.filter(pk__in=[*numbers.values()]).public(at).only(*LINE)


def load_near(numbers: Iterable[int | None], at: datetime) -> dict[int, Clip]:
    """Of these clips, as far as they are public, what a line shows: one query, none for no number."""
    wanted = [number for number in dict.fromkeys(numbers) if number]
    found: dict[int, Clip] = {}
    for start in range(0, len(wanted), MOST_NEAR):
        part = wanted[start : start + MOST_NEAR]
        found |= {clip.pk: clip for clip in find_near(at=at, **name_numbers(part, MOST_NEAR))}
    note(clip_key(number) for number in found)
    return found


def load_desk_clip(number: int, rows: ClipQuerySet) -> Clip | None:
    """The clip as it is saved at the desk, in its working copy if that is among the rows: three queries.

    Past the gate: for previews only.
    """
    either = rows.filter(Q(pk=number) | Q(working_copy_of=number))
    return load_whole(either).order_by(F("working_copy_of").asc(nulls_last=True)).first()


def load_whole(clips: ClipQuerySet) -> ClipQuerySet:
    """With all that the page of a clip shows of it."""
    tags = ClipTag.objects.select_related("tag")
    lines = Relation.objects.select_related("target").only("clip", "url", "title", *TARGET)
    whole = clips.select_related("section", "picture")
    return whole.prefetch_related(Prefetch("clip_tags", tags)).prefetch_related(Prefetch("relations", lines))


def load_notice(clip: Clip, at: datetime) -> NoticeVersion | None:
    """The text that stands under the clip at that moment: two queries, or none where the board is at hand."""
    return note_board(load_board(at).about([clip])).under(clip)
