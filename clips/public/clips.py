"""The page of one clip, in the order in which it is read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpResponse

from clips.cache.rendering import note
from clips.models import Clip, Relation, Tag
from clips.models.keys import clip_key, section_list_key, section_past_key
from clips.public.corrections import load_corrections
from clips.public.dossiers import list_neighbours, load_around
from clips.public.loaders import load_clip, load_notice
from clips.public.machines import describe_for_machines
from clips.public.pages import Gone, Visit, move_to, page
from clips.public.pictures import show_picture
from clips.public.suggestions import load_suggestions
from clips.text.excerpts import excerpt
from clips.text.markup import count_words, plain_text
from clips.text.reading import reading_minutes

NEAR: Final = ("headline", "slug", "language", "publish_at")


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
        page_description=clip.lede or excerpt(plain_text(clip.body)),
        turn=load_turn(clip, visit.at),
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

    Two queries for the notice, two for suggestions, one for corrections, one for dossiers or two where it is in one.
    """
    lines, around = list_lines(rows, clip.language, visit.at), load_around(clip, visit.at)
    there = {row.target_id for row in rows} | list_neighbours(around)
    more = load_suggestions(clip, tags, visit.at, visit.site.related_count - len(lines), without=there)
    return {
        "clip": clip,
        "tags": tags,
        "around": around,
        "corrections": load_corrections(clip),
        "lines": [*lines, *(Line(one.headline, one.get_absolute_url(), False, one.language) for one in more)],
        "notice": load_notice(clip, visit.at),
        "picture": show_picture(clip),
        "minutes": reading_minutes(count_words(clip.body) + len(clip.lede.split()), clip.language),
    }


def load_turn(clip: Clip, at: datetime) -> Turn:
    """What readers turn to in the clip's section: one query."""
    near = list(Clip.objects.beside(clip, at).only(*NEAR))
    order = (clip.publish_at, clip.pk)
    earlier = next((one for one in near if (one.publish_at, one.pk) < order), None)
    later = next((one for one in near if one != earlier), None)
    # What comes after the newest is the business of its section's list.
    note([section_past_key(clip.section_id), *([] if later else [section_list_key(clip.section_id)])])
    note(clip_key(one.pk) for one in near)
    return Turn(earlier, later)


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
