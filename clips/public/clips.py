"""The page of one clip, in the order in which it is read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse

from clips.cache.rendering import note
from clips.models import Clip, Relation, Tag
from clips.models.keys import section_list_key, section_past_key
from clips.public.corrections import load_corrections
from clips.public.dossiers import list_neighbours, load_places, show_around
from clips.public.loaders import load_clip, load_near, load_notice
from clips.public.machines import describe_for_machines
from clips.public.pages import Gone, Visit, move_to, page
from clips.public.pictures import show_picture
from clips.public.suggestions import find_suggestions
from clips.text.excerpts import excerpt
from clips.text.markup import clean_text, count_words
from clips.text.reading import reading_minutes


@dataclass(frozen=True)
class Line:
    """One line "more on this topic" that leads somewhere."""

    title: str
    url: str
    external: bool
    language: str
    # Of an address elsewhere, as people call it.
    host: str = ""


@dataclass(frozen=True)
class Turn:
    """The public clips before and after one in its section."""

    earlier: Clip | None
    later: Clip | None


@page
def clip_detail(visit: Visit, number: int, slug: str = "") -> HttpResponse:
    """Every address that begins with the number of a public clip leads to its one right address."""
    clip = load_clip(number, visit.at)
    if clip is None:
        raise explain_missing(number)
    if visit.path != clip.get_absolute_url():
        return move_to(clip.get_absolute_url())
    shown = show_clip(visit, clip, clip.public_tags, clip.relations.all())
    return visit.render(
        "public/clip_detail.html",
        **shown,
        page_title=clip.headline,
        page_description=clip.lede or excerpt(clean_text(clip.body)),
        changes_url=find_changes(visit, clip),
        **describe_for_machines(
            clip,
            visit.site,
            [one.dossier for one in shown["around"]],
            shown["corrections"].rows if shown["corrections"] else [],
        ),
    )


def find_changes(visit: Visit, clip: Clip) -> str:
    """Where readers see what changed in it; "" where nothing did, or they shall not."""
    shows = visit.site.shows_history and not clip.history_hidden
    return clip.get_changes_url() if shows and clip.was_changed else ""  # type: ignore[attr-defined]  # annotated


def explain_missing(number: int) -> Gone | Http404:
    """410 for what readers could see once, with the reason that the newsroom gave them; 404 for everything else."""
    reason = Clip.objects.gone().filter(pk=number).values_list("withdrawn_reason", flat=True).first()
    return Http404() if reason is None else Gone(reason)


def show_clip(visit: Visit, clip: Clip, tags: Sequence[Tag], rows: Iterable[Relation]) -> dict[str, Any]:
    """What the page has of the clip, and previews of it too.

    One query for what may be suggested, one for dossiers, one for corrections, and one for all clips that are named.
    """
    lines, places = list_lines(rows, clip.language, visit.at), load_places(clip, visit.at)
    turned, neighbours = list_turned(clip), list_neighbours(places)
    missing, there = visit.site.related_count - len(lines), {row.target_id for row in rows} | neighbours
    likely = find_suggestions(clip, tags, visit.at, missing, without=there)
    near = load_near([*turned, *neighbours, *likely.numbers], visit.at)
    more = likely.choose(near, missing)
    return {
        "clip": clip,
        "tags": tags,
        "around": show_around(places, near),
        "turn": Turn(*map(near.get, turned)),
        "corrections": load_corrections(clip),
        "lines": [*lines, *(Line(one.headline, one.get_absolute_url(), False, one.language) for one in more)],
        "notice": load_notice(clip, visit.at),
        "picture": show_picture(clip),
        "minutes": reading_minutes(count_words(clip.body) + len(clip.lede.split()), clip.language),
    }


def list_turned(clip: Clip) -> tuple[int, int]:
    """What readers turn to in the clip's section, as numbers, 0 for none; previews have no such thing."""
    earlier, later = (getattr(clip, f"{name}_number", None) or 0 for name in ("earlier", "later"))
    # What comes after the newest is the business of its section's list.
    note([section_past_key(clip.section_id), *([] if later else [section_list_key(clip.section_id)])])
    return earlier, later


def list_lines(rows: Iterable[Relation], language: str, at: datetime) -> list[Line]:
    """The curated lines in their order; what is not public at the moment, or has no address yet, is left out."""
    return [
        Line(row.title, row.url, external=True, language=language, host=row.host)
        if row.target is None
        else Line(
            row.shown_title,
            row.target.get_absolute_url(),
            external=False,
            # A title of the line's own is in the words of the clip that it stands under.
            language=language if row.title else row.target.language,
        )
        for row in rows
        if row.is_public(at)
    ]
