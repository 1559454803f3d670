"""Invented histories of notices: real operations on rules, texts, clips and tags, and what readers saw after each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from clips.models import Clip, ClipPast, Ledger, Notice, NoticeBoard, NoticeRule, Section, Tag
from clips.models.notice_rules import read_facts
from clips.models.pasts import Memory
from clips.operations.clips import edit_clip
from clips.operations.errors import Refusal
from clips.operations.merging import merge_tags
from clips.operations.notice_rules import create_notice_rule, edit_notice_rule, end_notice_rule
from clips.operations.notices import publish_notice_version, retire_notice
from clips.operations.review import publish_changes, publish_clip, withdraw_clip
from clips.operations.splitting import retag_clips, split_tag
from clips.operations.tagging import TagEdit
from clips.operations.tags import delete_tag, unalias_tag
from clips.operations.undoing import undo_moderation
from clips.operations.writing import ClipEdit
from tests.make import make_clip, make_notice, make_notice_version, make_rule, make_section, make_tag, put_tag

BEGIN: Final = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAMES: Final = ("Elbe", "Oder", "Hochwasser", "Deich")
# What stood there: the version, the rule that put it there, and the version that was left out.
Shown = tuple[int | None, int | None, int | None]


class Clock:
    """A time that passes only when it is told to, so that what is planned can come true."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        # No two moments are the same, as no two are in life.
        self.now += timedelta(microseconds=1)
        return self.now

    def pass_by(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


@dataclass
class Newsroom:
    """Four tags, two sections, three notices and four clips; `seen` is what readers saw, clip by clip, as it went."""

    person: Any
    clock: Clock
    seen: list[tuple[int, datetime, Shown | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        tags = [make_tag(name) for name in NAMES]
        self.sections = [Section.objects.first() or make_section(), make_section("Sport")]
        self.notices = [make_notice(f"Hinweis {number}", starts_at=BEGIN) for number in range(3)]
        make_notice_version(self.notices[0], "<p>Nicht wegzulassen.</p>", starts_at=BEGIN, optional=False)
        for number in range(4):
            clip = make_clip(f"Meldung {number}", section=self.sections[number % 2], publish_at=BEGIN)
            for tag in [*tags[number:], *tags[:number]][: 1 + number % 3]:
                put_tag(clip, tag)
        make_rule(self.notices[1], starts_at=BEGIN), make_rule(self.notices[2], priority=1, starts_at=BEGIN)
        make_rule(self.notices[0], tags[1], starts_at=BEGIN)
        ClipPast.objects.insert_from(Clip.objects.all(), BEGIN)

    def begin(self) -> None:
        """A new history in the same newsroom."""
        self.clock.now = BEGIN
        self.seen = []

    def clip(self, number: int) -> Clip:
        return Clip.objects.order_by("pk")[number % 4]

    def tag(self, number: int) -> Tag:
        tags = list(Tag.objects.select_related("alias_of").order_by("pk"))
        return tags[number % len(tags)]

    def notice(self, number: int) -> Notice:
        return Notice.objects.get(pk=self.notices[number % 3].pk)

    def rule(self, number: int) -> NoticeRule | None:
        rules = list(NoticeRule.objects.not_over(self.clock.now).order_by("pk"))
        return rules[number % len(rules)] if rules else None

    def look(self) -> None:
        """What the page of each clip shows at this moment, from the rows as they stand; None: it is not public."""
        at = self.clock()
        public = {clip.pk: clip for clip in Clip.objects.public(at).prefetch_related("clip_tags")}
        board = NoticeBoard.for_clips(public.values(), at)
        assert all(rule.tag is None or rule.tag.target.pk == rule.tag_then for rule in board.rules)
        for number in Clip.objects.order_by("pk").values_list("pk", flat=True):
            shown = tell(board.resolve(read_facts(public[number]))) if number in public else None
            self.seen.append((number, at, shown))


def tell(verdict: Any) -> Shown:
    version, rule, left_out = verdict.version, verdict.rule, verdict.left_out
    return (version and version.pk, rule and rule.pk, left_out and left_out.pk)


def remembered(memory: Memory) -> Shown | None:
    return tell(memory.verdict) if memory.was_public else None


def ahead(room: Newsroom, number: int) -> datetime | None:
    """At once, or some time from now."""
    return None if number % 3 else room.clock.now + timedelta(minutes=10 + number % 300)


def change(room: Newsroom, one: int, **fields: Any) -> None:
    """Readers get it at once where they have the clip."""
    clip = room.clip(one)
    step = publish_changes if clip.status == Clip.Status.PUBLISHED else edit_clip
    step(clip, ClipEdit(fields), by=room.person)


def step_rule(room: Newsroom, one: int, two: int) -> None:
    subjects: list[dict[str, Any]] = [
        {"scope": "tag", "tag": room.tag(two)},
        {"scope": "section", "section": room.sections[two % 2]},
        {"scope": "language", "language": "de" if two % 2 else "en"},
        {"scope": "site"},
    ]
    begin = ahead(room, two)
    end = (begin or room.clock.now) + timedelta(minutes=30 + one % 500) if one % 4 == 0 else None
    words = subjects[one % 4] if one % 5 else subjects[0]
    create_notice_rule(room.notice(one), by=room.person, priority=two % 3, starts_at=begin, ends_at=end, **words)


def step_edit_rule(room: Newsroom, one: int, two: int) -> None:
    rule = room.rule(one)
    if rule is not None:
        edit_notice_rule(rule, by=room.person, priority=two % 4, ends_at=ahead(room, one))


def step_end_rule(room: Newsroom, one: int, two: int) -> None:
    rule = room.rule(one)
    if rule is not None:
        end_notice_rule(rule, by=room.person, ends_at=ahead(room, two))


def step_text(room: Newsroom, one: int, two: int) -> None:
    text = f"<p>Fassung {one}.</p>"
    words = {"starts_at": ahead(room, two), "optional": bool(two % 2)}
    publish_notice_version(room.notice(one), text, by=room.person, **words)


def step_choose(room: Newsroom, one: int, two: int) -> None:
    choice = ("site", "own", "none")[two % 3]
    change(room, one, notice_choice=choice, notice=room.notice(two) if choice == "own" else None)


def step_tags(room: Newsroom, one: int, two: int) -> None:
    clip = room.clip(one)
    loaded = list(clip.clip_tags.values_list("tag_id", flat=True))
    wanted: list[int | str] = [*reversed(loaded[two % 2 :]), NAMES[two % 4]]
    step = publish_changes if clip.status == Clip.Status.PUBLISHED else edit_clip
    step(clip, ClipEdit(tags=TagEdit(wanted, loaded)), by=room.person)


def step_dates(room: Newsroom, one: int, two: int) -> None:
    """Moved into the future, or to end there."""
    now = room.clock.now
    begin = now + timedelta(minutes=two % 100) if two % 4 == 0 else BEGIN
    change(room, one, publish_at=begin, expire_at=begin + timedelta(minutes=5 + two % 700) if two % 2 else None)


def step_status(room: Newsroom, one: int, two: int) -> None:
    clip = room.clip(one)
    (withdraw_clip if clip.status == Clip.Status.PUBLISHED else publish_clip)(clip, by=room.person)


def step_split(room: Newsroom, one: int, two: int) -> None:
    clips = Clip.objects.filter(pk__in=[room.clip(two).pk, room.clip(two + 1).pk])
    split_tag(room.tag(one), clips, NAMES[two % 4] if two % 2 else f"Neu {two % 5}", by=room.person)


def step_retag(room: Newsroom, one: int, two: int) -> None:
    clips = Clip.objects.filter(pk__in=[room.clip(two).pk, room.clip(two + 2).pk])
    retag_clips(clips, by=room.person, add=NAMES[one % 4], remove=room.tag(two) if two % 2 else None)


def step_undo(room: Newsroom, one: int, two: int) -> None:
    ledgers = list(Ledger.objects.standing()[:3])
    if ledgers:
        undo_moderation(ledgers[one % len(ledgers)], by=room.person)


Step = Callable[[Newsroom, int, int], Any]
STEPS: Final[dict[str, Step]] = {
    "rule": step_rule,
    "another rule": step_rule,
    "edit rule": step_edit_rule,
    "end rule": step_end_rule,
    "text": step_text,
    "retire": lambda r, one, two: retire_notice(r.notice(one), by=r.person, starts_at=ahead(r, two)),
    "choose": step_choose,
    "tags": step_tags,
    "section": lambda r, one, two: change(r, one, section=r.sections[two % 2]),
    "language": lambda r, one, two: change(r, one, language="de" if two % 2 else "en"),
    "dates": step_dates,
    "status": step_status,
    "merge": lambda r, one, two: merge_tags(r.tag(one), [r.tag(two), r.tag(one + 1)], by=r.person, kinds_differ=True),
    "split": step_split,
    "retag": step_retag,
    "unalias": lambda r, one, two: unalias_tag(r.tag(one), by=r.person),
    "delete": lambda r, one, two: delete_tag(r.tag(one), by=r.person),
    "undo": step_undo,
    "undo again": step_undo,
}


def take(room: Newsroom, name: str, one: int, two: int) -> None:
    """Time passes, readers look (mostly), somebody does something, readers look again."""
    room.clock.pass_by(1 + two % 240)
    if one % 3:
        room.look()
    try:
        STEPS[name](room, one, two)
    except Refusal:
        return
    room.look()
