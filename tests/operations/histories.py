"""Invented histories of a newsroom's tags: every step is a real operation, and after each one everything must hold."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, F, Q

from clips.models import Address, Clip, ClipTag, Ledger, Tag, TagDifference
from clips.operations.clips import edit_clip
from clips.operations.errors import Refusal
from clips.operations.merging import merge_tags, plan_merge
from clips.operations.proposals import approve_tag, map_tag, reject_tag
from clips.operations.splitting import plan_retag, plan_split, retag_clips, split_tag
from clips.operations.tag_pairs import separate_tags
from clips.operations.tagging import TagEdit
from clips.operations.tags import (
    alias_tag,
    block_tag,
    create_tag,
    delete_tag,
    edit_tag,
    rename_tag,
    unalias_tag,
    unblock_tag,
)
from clips.operations.undoing import plan_undo, undo_moderation
from clips.operations.writing import ClipEdit
from tests.make import make_clip, make_copy, make_tag, put_tag

# Spellings of the same and of other things, some of which meet in one slug.
NAMES: Final = (
    "Müller", "Mueller", "muller", "C", "C++", "C#", "Österreich", "Oesterreich", "AT", "Wahl", "Wahlen", "Elbe!",
    "Elbe", "St. Pölten", "St Pölten",
)  # fmt: skip
COUNTED: Final = ("moves", "both", "removed", "added", "copies")


@dataclass
class Newsroom:
    """A small one: six tags, a proposal, an other name, and clips in every state, some with a working copy."""

    person: Any
    stack: list[tuple[Ledger, dict[str, Any]]] = field(default_factory=list)
    published: set[str] = field(default_factory=set)
    state: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        tags = [make_tag(name) for name in NAMES[:4]]
        tags += [make_tag(NAMES[6], kind="place"), make_tag(NAMES[9], status="proposed")]
        make_tag(NAMES[8], alias_of=tags[4])
        for number, status in enumerate(("published", "published", "draft", "withdrawn", "published")):
            clip = make_clip(f"Meldung {number}", status=status)
            rows = [clip, *([make_copy(clip)] if number in (0, 1) else [])]
            for row in rows:
                for tag in [*tags[number:], *tags[:number]][: 2 + number % 3]:
                    put_tag(row, tag)
        recount()

    def begin(self) -> None:
        """A new history in the same newsroom."""
        self.stack, self.state = [], dump()
        self.published = set(Tag.objects.filter(status="active").values_list("slug", flat=True))

    def pick_tag(self, number: int) -> Tag:
        tags = list(Tag.objects.select_related("alias_of").order_by("pk"))
        return tags[number % len(tags)]

    def pick_clips(self, number: int) -> Any:
        numbers = Clip.objects.values_list("pk", flat=True)
        return Clip.objects.filter(pk__in=[pk for pk in numbers if pk % 3 != number % 3])


def recount() -> None:
    for tag in Tag.objects.all():
        count = ClipTag.objects.filter(tag=tag, content_object__working_copy_of=None).count()
        Tag.objects.filter(pk=tag.pk).update(use_count=count)


def dump() -> dict[str, Any]:
    """Every row that tags consist of, whole; what is derived from them without its numbers."""
    models = (Tag, Address, TagDifference, ClipTag)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models} | {
        "Clip": list(Clip.with_copies.order_by("pk").values("pk", "version", "changed_at", "saved_at", "status")),
    }


def is_back(before: dict[str, Any]) -> bool:
    """Everything is as it was, but for addresses that readers saw meanwhile: those lead on."""
    now = dump()
    known = {row["id"] for row in before["Address"]}
    assert not [row for row in now["Address"] if row["id"] not in known and row["current"]]
    now["Address"] = [row for row in now["Address"] if row["id"] in known]
    return now == before


def check(room: Newsroom) -> None:
    """What holds at every moment, whoever did what."""
    assert not ClipTag.objects.order_by().values("content_object", "tag").annotate(n=Count("pk")).filter(n__gt=1)
    assert not Tag.objects.filter(alias_of__alias_of__isnull=False), "an other name of an other name"
    assert not Tag.objects.filter(alias_of__isnull=False).exclude(alias_of__status="active")
    assert not ClipTag.objects.filter(Q(tag__alias_of__isnull=False) | Q(tag__status="blocked"))
    originals = Count("clip_tags", filter=Q(clip_tags__content_object__working_copy_of=None))
    assert not Tag.objects.annotate(n=originals).exclude(n=F("use_count"))
    room.published |= set(Tag.objects.filter(status="active").values_list("slug", flat=True))
    check_addresses(room.published)


def check_addresses(slugs: set[str]) -> None:
    """What was ever public answers: with a tag, in one step, or is that of a deleted or blocked one."""
    known = {address.slug: address for address in Address.objects.select_related("tag__alias_of")}
    for slug in slugs:
        tag = known[slug].tag
        assert tag is None or tag.status != "active" or (tag.target.alias_of_id is None and tag.target.is_public)
    current = Address.objects.filter(kind="tag", current=True).values_list("tag", "slug")
    assert dict(current).items() <= dict(Tag.objects.values_list("pk", "slug")).items()


Step = Callable[[Newsroom, int, int], Ledger | None]


def step_tag(room: Newsroom, one: int, two: int) -> None:
    """An editor takes a tag from a clip, adds one, and turns the order round."""
    clip = list(Clip.objects.order_by("pk"))[one % Clip.objects.count()]
    there = clip.working_copy or clip
    loaded = [row.tag_id for row in there.clip_tags.all()]
    other = room.pick_tag(two)
    wanted: list[int | str] = [*reversed(loaded[two % 2 :]), other.name if two % 3 else other.pk]
    edit_clip(clip, ClipEdit(tags=TagEdit(wanted, loaded)), by=room.person)


def step_merge(room: Newsroom, one: int, two: int) -> Ledger:
    survivor, tags = room.pick_tag(one), [room.pick_tag(two), room.pick_tag(one + two), room.pick_tag(two // 7)]
    plan = plan_merge(survivor, tags, kinds_differ=bool(two % 2))
    ledger = merge_tags(survivor, tags, by=room.person, kinds_differ=bool(two % 2))
    for name in ("moves", "both", "copies"):
        assert sum(getattr(share, name) for share in plan.shares) == ledger.details["counts"].get(name, 0)
    assert sum(len(share.aliases) for share in plan.shares) == ledger.details["counts"].get("aliases", 0)
    return ledger


def step_split(room: Newsroom, one: int, two: int) -> Ledger:
    tag, clips, target = room.pick_tag(one), room.pick_clips(two), NAMES[two % len(NAMES)]
    return follow(plan_split(tag, clips, target), split_tag(tag, clips, target, by=room.person))


def step_retag(room: Newsroom, one: int, two: int) -> Ledger:
    clips = room.pick_clips(two)
    words: dict[str, Any] = {"add": NAMES[one % len(NAMES)]} if two % 3 else {}
    words |= {"remove": room.pick_tag(two)} if two % 3 != 1 else {}
    return follow(plan_retag(clips, **words), retag_clips(clips, by=room.person, **words))


def follow(plan: Any, ledger: Ledger) -> Ledger:
    """The plan said before what the ledger says now."""
    counts = ledger.details["counts"]
    assert {name: getattr(plan, name) for name in COUNTED} == {name: counts.get(name, 0) for name in COUNTED}
    return ledger


def step_undo(room: Newsroom, one: int, two: int) -> None:
    """Any moderation that stands, now and then one with later work on top of it."""
    ledgers = list(Ledger.objects.standing())
    if not ledgers:
        return
    ledger = ledgers[min(one % 4, len(ledgers) - 1)]
    plan = plan_undo(ledger)
    undo_moderation(ledger, by=room.person)
    assert plan.is_open, "what the plan refuses is refused"


def name_of(two: int) -> str:
    return NAMES[two % len(NAMES)]


STEPS: Final[dict[str, Step]] = {
    "tag": step_tag,
    "merge": step_merge,
    "merge again": step_merge,
    "split": step_split,
    "retag": step_retag,
    "undo": step_undo,
    "rename": lambda r, one, two: rename_tag(r.pick_tag(one), name_of(two), by=r.person, keep=bool(two % 2)),
    "alias": lambda r, one, two: alias_tag(r.pick_tag(one), name_of(two), by=r.person),
    "unalias": lambda r, one, two: unalias_tag(r.pick_tag(one), by=r.person),
    "block": lambda r, one, two: block_tag(r.pick_tag(one), by=r.person, reason="Werbung."),
    "block name": lambda r, one, two: block_tag(name_of(two), by=r.person, reason="Werbung."),
    "unblock": lambda r, one, two: unblock_tag(r.pick_tag(one), by=r.person),
    "delete": lambda r, one, two: delete_tag(r.pick_tag(one), by=r.person),
    "separate": lambda r, one, two: separate_tags(r.pick_tag(one), r.pick_tag(two), by=r.person),
    "approve": lambda r, one, two: approve_tag(r.pick_tag(one), by=r.person, name=name_of(two) if two % 2 else ""),
    "map": lambda r, one, two: map_tag(r.pick_tag(one), r.pick_tag(two), by=r.person),
    "reject": lambda r, one, two: reject_tag(r.pick_tag(one), by=r.person, reason="Kein Thema."),
    "create": lambda r, one, two: last(create_tag(name_of(two), by=r.person)),
    "edit": lambda r, one, two: last(edit_tag(r.pick_tag(one), by=r.person, kind="event", description=str(two))),
}


def last(tag: Tag) -> Ledger:
    return Ledger.objects.about_tag(tag.pk)[0]


def take(room: Newsroom, name: str, one: int, two: int) -> Ledger | None:
    """One step; what a refused one had changed would be missing when the next is undone."""
    before = room.state
    try:
        ledger = STEPS[name](room, one, two)
    except Refusal:
        return None
    check(room)
    room.state = dump()
    if ledger is not None:
        room.stack.append((ledger, before))
    return ledger
