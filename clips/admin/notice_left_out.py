"""Clips that do without a notice: where that counts, and where a notice stands all the same."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from clips.models import Clip
from clips.models.notice_reach import load_board
from clips.models.notice_rules import read_facts


def explain_left_out(clips: Sequence[Clip], at: datetime) -> dict[int, str]:
    """By the number of the clip what its choice does; two queries for clips that know their tags."""
    board = load_board(at)
    found = {}
    for clip in clips:
        verdict = board.resolve(read_facts(clip))
        if verdict.version is not None:
            told = _("counts for nothing: “%(name)s” stands there all the same, it may not be left out")
            found[clip.pk] = told % {"name": verdict.version.notice.name}
        elif verdict.left_out is not None:
            found[clip.pk] = _("does without “%(name)s”") % {"name": verdict.left_out.notice.name}
        else:
            found[clip.pk] = _("no notice would stand there anyway")
    return found
