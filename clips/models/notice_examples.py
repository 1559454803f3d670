"""Real clips under which a text that nobody published yet would stand, found without counting any."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from clips.models.clips import Clip, ClipQuerySet
from clips.models.notice_reach import load_board, with_version
from clips.models.notice_rules import NoticeBoard, NoticeRule, read_facts
from clips.models.notices import NoticeVersion
from clips.models.tags import Tag

# Of each rule's newest clips so many are looked at: above them another rule hardly decides about all.
LOOKED_AT: Final = 30
# A language has no index of its own: among so many of the newest clips one of it is looked for.
SEARCHED: Final = 5_000
COLUMNS: Final = ("headline", "slug", "section", "language", "publish_at", "notice_choice", "notice")


@dataclass(frozen=True)
class Example:
    """A public clip and the rule that puts the text there; None where the clip chose it, or where it does not stand."""

    clip: Clip
    stands: bool
    rule: NoticeRule | None = None


def find_examples(version: NoticeVersion, at: datetime, limit: int = 3) -> list[Example]:
    """The newest clip of each rule first, then others, and where there are too few any that is public."""
    board = with_version(load_board(at), version)
    found: dict[int, Example] = {}
    others: dict[int, Example] = {}
    rules = [rule for rule in board.rules if rule.notice_id == version.notice_id]
    for rows in (*(_newest_under(rule, at) for rule in rules), _newest_of(version, at), Clip.objects.newest_first()):
        examples = list(_read(rows.public(at), board, version))
        first = next((one for one in examples if one.stands and one.clip.pk not in found), None)
        if first is not None:
            found[first.clip.pk] = first
        others |= {one.clip.pk: one for one in examples}
        if len(found) == limit:
            break
    rest = sorted(others.values(), key=lambda one: not one.stands)
    return list((found | {one.clip.pk: one for one in rest if one.clip.pk not in found}).values())[:limit]


def _newest_under(rule: NoticeRule, at: datetime) -> ClipQuerySet:
    """In the order of an index, and not further down in it than SEARCHED."""
    if rule.scope == NoticeRule.Scope.TAG:
        return Clip.objects.listed_under(Tag(pk=rule.tag_then))
    clips = Clip.objects.newest_first()
    if rule.scope == NoticeRule.Scope.SECTION:
        return clips.filter(section=rule.section_id)
    if rule.scope == NoticeRule.Scope.LANGUAGE:
        return clips.filter(pk__in=clips.public(at).values("pk")[:SEARCHED], language=rule.language)
    return clips


def _newest_of(version: NoticeVersion, at: datetime) -> ClipQuerySet:
    return Clip.objects.filter(notice=version.notice_id).newest_first()


def _read(clips: ClipQuerySet, board: NoticeBoard, version: NoticeVersion) -> Iterator[Example]:
    for clip in _looked_at(clips):
        verdict = board.resolve(read_facts(clip))
        yield Example(clip, verdict.version is version, verdict.rule if verdict.version is version else None)


def _looked_at(clips: ClipQuerySet) -> Iterable[Clip]:
    return clips.only(*COLUMNS).prefetch_related("clip_tags")[:LOOKED_AT]
