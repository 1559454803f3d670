"""Undo on working copies that began after what is undone: they follow, or publishing them would revert it."""

from collections.abc import Iterable
from typing import Any

from clips.models import Clip, ClipTag, Ledger, LedgerMove


def put_back_on_copies(ledger: Ledger) -> None:
    """What went back on a clip goes back on its later copy, as far as that still has what the moderation left it.

    Called after the clips' own rows; copies are few, so each is looked at by itself.
    """
    moves = ledger.moves.filter(returned=True, of_copy=False)
    copies = Clip.with_copies.copies().filter(working_copy_of__in=moves.values("clip"), created_at__gt=ledger.at)
    for copy in copies.only("working_copy_of").order_by("pk"):
        own = list(moves.filter(clip=copy.desk_number).order_by("pk"))
        _follow(copy, own, _find_keepers(own))


def _find_keepers(moves: Iterable[LedgerMove]) -> dict[int, int]:
    """For each dropped row the tag of the one that was kept for it, as the moderation left it."""
    moved = {move.row: move.tag_after for move in moves if move.tag_after is not None}
    rest = {move.keeper for move in moves if move.keeper is not None and move.keeper not in moved}
    there = dict(ClipTag.objects.filter(pk__in=rest).values_list("pk", "tag"))
    return {**there, **moved}


def _follow(copy: Clip, moves: Iterable[LedgerMove], keepers: dict[int, int]) -> None:
    rows: dict[Any, ClipTag] = {row.tag_id: row for row in ClipTag.objects.filter(content_object=copy)}
    there = set(rows)
    for move in moves:
        row = rows.get(move.tag_after)
        if move.tag_after is None:
            if move.tag_before not in there and (move.keeper is None or keepers.get(move.keeper) in there):
                _insert(copy, move)
        elif row is not None and move.tag_before is None:
            row.delete()
        elif row is not None and (move.tag_before == move.tag_after or move.tag_before not in there):
            _put_back(row, move)


def _put_back(row: ClipTag, move: LedgerMove) -> None:
    """A place that somebody gave it since stays."""
    place = move.position_before if row.position == move.position_after else row.position
    ClipTag.objects.filter(pk=row.pk).update(tag=move.tag_before, position=place)


def _insert(copy: Clip, move: LedgerMove) -> None:
    ClipTag.objects.create(
        content_object=copy,
        tag_id=move.tag_before,  # type: ignore[misc]  # a dropped row had a tag
        position=move.position_before or 0,
        added_by_id=move.added_by,
        added_at=move.added_at,
    )
