"""The home page: the newest clips, the first one large, and what each section had before them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format

from clips.models import Clip, Section, Site
from clips.models.keys import LATEST
from clips.models.prepared import Prepared
from clips.public.lists import ClipList, add_pictures, load_page
from clips.public.loaders import load_numbered
from clips.public.pages import Visit, page
from clips.public.structured import describe_site

# One introduced and three headlines; of a paper with very many sections the first ones.
BAND_SIZE: Final = 4
BANDS: Final = 12


class Band(NamedTuple):
    """A section below the newest clips, with those of its own that do not stand above already."""

    section: Section
    clips: list[Clip]


NEWEST: Final = ClipList(lambda: Clip.objects.of_all().newest_first(), lambda: [LATEST])


@page("before")
def home(visit: Visit) -> HttpResponse:
    found = load_page(visit, NEWEST)
    # Only the newest of all leads; an older page is a plain list.
    leading = 0 if found.before else 1
    # Where no page follows, everything stands above.
    goes_on = bool(leading and found.older)
    return visit.render(
        "public/home.html",
        before=found.before,
        lead=next(iter(found.clips[:leading]), None),
        clips=found.clips[leading:],
        today=date_format(timezone.localtime(visit.at), "Ymd"),
        bands=load_bands(visit.sections, found.clips[-1], visit.at) if goes_on else [],
        older=found.older,
        json_ld=describe_site(visit.site),
    )


def load_bands(sections: Sequence[Section], last: Clip, at: datetime) -> list[Band]:
    """What is older than the last clip above, by section: two queries, however many sections there are."""
    first = sections[:BANDS]
    numbers = {f"section_{place}": section.pk for place, section in enumerate(first)}
    rows = find_banded(at=at, number=last.pk, since=last.publish_at or at, **numbers) if first else []
    clips = add_pictures(load_numbered((number for row in rows for number in row if number), at))
    bands = [Band(section, [clip for clip in clips if clip.section_id == section.pk]) for section in first]
    return [band for band in bands if band.clips]


@Prepared
def find_banded(at: datetime, number: int, since: datetime, **sections: int) -> QuerySet[Site, tuple[int | None, ...]]:
    older = Clip.objects.older_than(Clip(pk=number, publish_at=since))
    return older.newest_in_each(sections.values(), BAND_SIZE, at)
