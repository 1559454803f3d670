"""Candidates: the public clips that share a rare tag with a topic, or came before it in its section."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import Any, Final, NamedTuple

from django.db.models import FilteredRelation, Q, QuerySet

from clips.models import Clip, ClipTag, Tag
from clips.models.keys import section_past_key, tag_key, tag_list_key
from clips.models.prepared import Prepared

# So many tags bring candidates, the rarest ones; one on more clips than this says too little.
TELLING_TAGS: Final = 5
BUSY: Final = 2_000
# Beyond so many no further tag counts.
MOST_TAGS: Final = 20
OF_A_TAG: Final = 25
OF_THE_SECTION: Final = 20
# So many rows of an index are looked at for these, and no more where most of them have expired.
LOOKED_AT: Final = 40
# A number after that of every clip.
BEYOND: Final = 2**63 - 1


@dataclass(frozen=True)
class Topic:
    """What a page or an unsaved form knows of a clip; `without` are the numbers of clips that stand there already."""

    tags: Sequence[Tag] = ()
    section: int | None = None
    language: str = ""
    headline: str = ""
    lede: str = ""
    number: int | None = None
    publish_at: datetime | None = None
    without: Collection[int | None] = ()

    @cached_property
    def rarest_tags(self) -> list[Tag]:
        """Its public tags, those on the fewest clips first; how many more than busy one is makes no difference."""
        public = {tag.pk: tag for tag in self.tags if tag.pk is not None and tag.is_public}
        return sorted(public.values(), key=lambda tag: (min(tag.use_count, BUSY + 1), tag.pk))[:MOST_TAGS]

    @property
    def telling_tags(self) -> list[Tag]:
        return [tag for tag in self.rarest_tags if tag.use_count <= BUSY][:TELLING_TAGS]

    @property
    def keys(self) -> list[str]:
        """What decides about its candidates, and on how many clips each of its tags is."""
        section = [section_past_key(self.section)] if self.section is not None else []
        counted = [tag for tag in self.rarest_tags if tag.use_count <= BUSY]
        return section + [key for tag in counted for key in (tag_key(tag.pk), tag_list_key(tag.pk))]

    def stands(self, at: datetime) -> Clip:
        """Its place among all clips by date; what has no date, or one to come, would come now."""
        return Clip(pk=self.number or BEYOND, publish_at=min(self.publish_at or at, at))


class Candidate(NamedTuple):
    """A public clip, with those of the topic's tags that it has."""

    number: int
    publish_at: datetime
    section: int
    language: str
    tags: frozenset[int]

    @property
    def place(self) -> tuple[datetime, int]:
        """The order of all lists, the oldest first."""
        return self.publish_at, self.number


def find_candidates(topic: Topic, at: datetime) -> set[Candidate]:
    """The newest of each telling tag, and those of the section that came before: one query.

    None that came after in the section, so that a new clip in a busy section changes no old page.
    """
    found = sorted(read_candidates(topic, at), key=lambda one: one.place, reverse=True)
    chosen: set[Candidate] = set()
    for number in [tag.pk for tag in topic.telling_tags]:
        chosen.update(islice((one for one in found if number in one.tags), OF_A_TAG))
    here = topic.stands(at)
    earlier = (one for one in found if one.section == topic.section and one.place < (here.publish_at, here.pk))
    return chosen.union(islice(earlier, OF_THE_SECTION))


def read_candidates(topic: Topic, at: datetime) -> Iterator[Candidate]:
    if topic.section is None and not topic.telling_tags:
        return
    facts: dict[int, tuple[datetime, int, str]] = {}
    tags: dict[int, list[int]] = defaultdict(list)
    for number, publish_at, section, language, tag in select_candidates(**list_values(topic, at)):
        facts[number] = publish_at, section, language
        if tag is not None:
            tags[number].append(tag)
    gone = {topic.number, *topic.without}
    for number, own in facts.items():
        if number not in gone:
            yield Candidate(number, *own, frozenset(tags.get(number, ())))


def list_values(topic: Topic, at: datetime) -> dict[str, Any]:
    """What the query is asked with: as many tags for every topic, so that it is one query; nobody has the number 0."""
    here = topic.stands(at)
    telling = [tag.pk for tag in topic.telling_tags] + [0] * TELLING_TAGS
    shared = [tag.pk for tag in topic.rarest_tags] + [0] * MOST_TAGS
    return {
        **{f"telling_{place}": telling[place] for place in range(TELLING_TAGS)},
        **{f"shared_{place}": shared[place] for place in range(MOST_TAGS)},
        **{"at": at, "section": topic.section or 0, "here": here.pk, "since": here.publish_at},
    }


@Prepared
def select_candidates(
    at: datetime, section: int, here: int, since: datetime, **tags: int
) -> QuerySet[Clip, tuple[int, datetime, int, str, int | None]]:
    """A row for each tag that a candidate shares, and one for a candidate without any.

    Each part is a short stretch of an index, so that the cost does not depend on the table, nor on how much of it has
    expired; the gate stands outside. Each is wrapped in what reads nothing of the rows, because SQLite takes no LIMIT
    within a UNION; and they are not joined by OR, because PostgreSQL would then read all clips.
    """
    parts = [list_tagged(tags[f"telling_{place}"], at) for place in range(TELLING_TAGS)]
    parts.append(list_earlier(section, Clip(pk=here, publish_at=since)))
    first, *others = (Clip.with_copies.filter(pk__in=part).order_by().values("pk") for part in parts)
    numbers = [tags[f"shared_{place}"] for place in range(MOST_TAGS)]
    shared = FilteredRelation("clip_tags", condition=Q(clip_tags__tag__in=numbers))
    found = Clip.objects.filter(pk__in=first.union(*others, all=True)).public(at).alias(shared=shared)
    return found.order_by().values_list("pk", "publish_at", "section", "language", "shared__tag")


def list_tagged(tag: int, at: datetime) -> QuerySet[Any, Any]:
    listed = ClipTag.objects.filter(tag=tag, publish_at__isnull=False, publish_at__lte=at)
    return listed.order_by("-publish_at", "-content_object_id").values("content_object")[:LOOKED_AT]


def list_earlier(section: int, here: Clip) -> QuerySet[Any, Any]:
    return Clip.objects.filter(section=section).published().older_than(here).newest_first().values("pk")[:LOOKED_AT]
