"""Merging tags: a plan in numbers that writes nothing, and the operation that does exactly what the plan says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clips.models import Address, Clip, Tag, TagDifference
from clips.operations.errors import (
    AlreadySo,
    KindsDiffer,
    MarkedDifferent,
    NothingToMerge,
    OnlySignsDiffer,
    OtherName,
    Refusal,
    TagBlocked,
    TheSameTag,
    WrongTag,
)
from clips.operations.moderation import Moderation, lock_family, pick_row, quote_names
from clips.operations.moving import Move, Progress, Tally, count_move, move_rows, sample_clips, tally
from clips.operations.transactions import operation, require
from clips.text.naming import find_signed_pairs


@dataclass(frozen=True)
class Share:
    """What the merge does with one tag: the numbers are original clips, `copies` working copies besides.

    `aliases` are its other names, which stand for the survivor then; `slugs` all addresses that will lead there.
    """

    tag: Tag
    moves: int = 0
    both: int = 0
    copies: int = 0
    aliases: list[Tag] = field(default_factory=list)
    slugs: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class MergePlan:
    """`refused` are tags that stay as they are, each with why."""

    survivor: Tag
    shares: list[Share]
    refused: list[tuple[Tag, Refusal]]
    examples: list[Clip] = field(default_factory=list)


def plan_merge(survivor: Tag, tags: Iterable[Tag], *, kinds_differ: bool = False) -> MergePlan:
    """What `merge_tags` would do at this moment; a fixed number of queries. Raises what makes the survivor none."""
    refuse_as_target(survivor)
    wanted = sorted({tag.pk: tag for tag in tags}.values(), key=lambda tag: tag.pk)
    separate = _find_different(survivor, wanted)
    refused = [(tag, _refuse(tag, survivor, separate, kinds_differ)) for tag in wanted]
    merged = [tag for tag, refusal in refused if refusal is None]
    move = Move([tag.pk for tag in merged], survivor.pk)
    shares = _share(merged, count_move(move) if merged else {})
    left = [(tag, refusal) for tag, refusal in refused if refusal is not None]
    return MergePlan(survivor, shares, left, sample_clips(move) if merged else [])


@operation
def merge_tags(
    survivor: Tag, tags: Sequence[Tag], *, by: Any, kinds_differ: bool = False, progress: Progress | None = None
) -> Any:
    """The tags become other names of the survivor, on every clip and working copy; returns the Ledger.

    Refused ones stay; raises NothingToMerge if all are. `kinds_differ` merges those of another kind too.
    """
    require("merge_tags", by, survivor)
    rows = lock_family([survivor, *tags])
    there = [rows[tag.pk] for tag in tags if tag.pk in rows]
    plan = plan_merge(pick_row(rows, survivor), there, kinds_differ=kinds_differ)
    if not plan.shares:
        raise NothingToMerge(why=" ".join(refusal.sentence for _tag, refusal in plan.refused))
    moderation = Moderation("merge_tags", by)
    merged = [share.tag for share in plan.shares]
    absorb_tags(moderation, plan.survivor, merged, progress)
    names = {"tag": plan.survivor.name, "others": [tag.name for tag in merged]}
    return moderation.finish(plan.survivor, names=names, other=quote_names(merged))


def absorb_tags(moderation: Moderation, target: Tag, tags: Sequence[Tag], progress: Progress | None = None) -> None:
    """Locked tags, and their other names, stand for the target from now on, and their clips get it."""
    moderation.touch(target)
    move_rows(moderation.ledger, Move([tag.pk for tag in tags], target.pk), progress)
    aliases = list(Tag.objects.filter(alias_of__in=tags).order_by("pk"))
    for tag in aliases:
        moderation.change(tag, alias_of_id=target.pk)
    for tag in tags:
        moderation.change(tag, alias_of_id=target.pk, status=Tag.Status.ACTIVE)
    done = tally(moderation.ledger)
    moderation.counts = {"moves": done.moves, "both": done.both, "copies": done.copies, "aliases": len(aliases)}


def refuse_as_other(tag: Tag, target: Tag) -> None:
    """Raises if the two mean different things, whoever asks and whatever their kinds."""
    refusal = _refuse(tag, target, _find_different(target, [tag]), kinds_differ=True)
    if refusal is not None:
        raise refusal


def refuse_as_target(tag: Tag) -> None:
    """Raises unless clips can get this tag: approved, and no mere other name."""
    if tag.alias_of is not None:
        raise OtherName(name=tag.name, target=tag.alias_of.name)
    if tag.status == Tag.Status.BLOCKED:
        raise TagBlocked(name=tag.name, reason=tag.reason)
    if tag.status != Tag.Status.ACTIVE:
        raise WrongTag(name=tag.name, status=tag.get_status_display())


def _refuse(tag: Tag, survivor: Tag, separate: Mapping[int, Refusal], kinds_differ: bool) -> Refusal | None:
    if tag.pk == survivor.pk:
        return TheSameTag(name=tag.name)
    if tag.alias_of is not None:
        done = tag.alias_of_id == survivor.pk
        return AlreadySo(name=tag.name) if done else OtherName(name=tag.name, target=tag.alias_of.name)
    if tag.status == Tag.Status.BLOCKED:
        return TagBlocked(name=tag.name, reason=tag.reason)
    if tag.pk in separate:
        return separate[tag.pk]
    if tag.kind != survivor.kind and not kinds_differ:
        return KindsDiffer(name=tag.name, kind=tag.get_kind_display(), other=survivor.get_kind_display())
    return None


def _find_different(survivor: Tag, tags: Sequence[Tag]) -> dict[int, Refusal]:
    """Why tags mean something else than the survivor or than another of them: a moderator's word, or their signs.

    What holds for an other name holds for its tag.
    """
    there = {tag.pk: tag for tag in [*tags, survivor]}
    family = {
        tag.pk: tag for tag in (*Tag.objects.filter(alias_of__in=there).select_related("alias_of"), *there.values())
    }
    owner = {number: tag.target.pk if number not in there else number for number, tag in family.items()}
    found: dict[int, Refusal] = {}
    for one, other in find_signed_pairs({number: tag.name for number, tag in family.items()}):
        for tag, rival in ((family[one], family[other]), (family[other], family[one])):
            if owner[one] != owner[other]:
                found.setdefault(owner[tag.pk], OnlySignsDiffer(name=tag.name, other=rival.name))
    for one, other in TagDifference.objects.between(list(family), list(family)).values_list("first", "second"):
        first, second = owner[one], owner[other]
        if first != second:
            found[first] = MarkedDifferent(name=there[first].name, other=there[second].name)
            found[second] = MarkedDifferent(name=there[second].name, other=there[first].name)
    return found


def _share(tags: Sequence[Tag], counts: dict[int, Tally]) -> list[Share]:
    shares = {}
    for tag in tags:
        done = counts.get(tag.pk, Tally())
        shares[tag.pk] = Share(tag, done.moves, done.both, done.copies)
    for alias in Tag.objects.filter(alias_of__in=shares).order_by("name"):
        shares[alias.alias_of_id].aliases.append(alias)  # type: ignore[index]  # asked for by its target
    owned = {tag.pk: number for number, share in shares.items() for tag in (share.tag, *share.aliases)}
    for slug, owner in Address.objects.filter(tag__in=owned).order_by("pk").values_list("slug", "tag"):
        shares[owned[owner]].slugs.append(slug)
    return list(shares.values())
