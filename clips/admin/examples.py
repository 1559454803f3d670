"""Some of the clips that a step touches, as one line each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from clips import roles
from clips.admin.words import STATES
from clips.models import Clip, Tag
from clips.models.clips import ClipQuerySet

EXAMPLES: Final = 6


@dataclass(frozen=True)
class Example:
    clip: Clip
    shape: str
    state: Any
    state_name: str


def describe_examples(clips: Iterable[Clip]) -> list[Example]:
    """Without a query of its own."""
    return [Example(clip, *STATES[clip.state], clip.state) for clip in clips]


def keep_visible(clips: Iterable[Clip], by: Any) -> list[Clip]:
    """Those that the person may read; one query."""
    clips = list(clips)
    numbers = set(roles.visible_clips(by).filter(pk__in=[clip.pk for clip in clips]).values_list("pk", flat=True))
    return [clip for clip in clips if clip.pk in numbers]


def find_examples(clips: ClipQuerySet, tag: Tag) -> list[Example]:
    """Those of the clips that got the tag last."""
    return describe_examples(clips.carrying(tag).defer("lede", "body")[:EXAMPLES])
