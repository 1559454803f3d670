"""Finding a clip for a line: by its number, its address on this site, words of its headline, or one of its tags."""

from dataclasses import dataclass
from typing import Any, Final

from clips import roles
from clips.admin.numbers import read_number
from clips.admin.searching import find_clips
from clips.admin.tag_lookup import find_exact, find_tags
from clips.models import Clip, Tag
from clips.operations.relations import own_clip_number

SHOWN: Final = 12
# Of these so many are kept for what a tag finds, if that much is found.
BY_TAG: Final = 4
# Looked at before it is asked what the person may read.
CANDIDATES: Final = 200
TAGS: Final = 3
ADDRESSES: Final = ("https://", "http://")


@dataclass(frozen=True)
class Hit:
    """`tag` is the name of the tag that found it, and `other_name` the one of its names that was typed."""

    clip: Clip
    tag: str = ""
    other_name: str = ""


def search_clips(text: str, by: Any, here: str = "") -> list[Hit]:
    """Among the clips that the person may read; the one that is meant by number or address stands first.

    `here` is the address under which the desk itself was opened. A dozen queries at most, each bounded, however many
    clips there are.
    """
    text = text.strip()
    numbers = [number] if (number := read_clip_number(text, here)) is not None else []
    if text.startswith(ADDRESSES):
        return [Hit(clip) for clip in load(numbers, by).values()]
    named, tagged = find_clips(text, CANDIDATES), find_tagged(text)
    clips = load({*numbers, *named, *tagged}, by)
    meant = [clips[number] for number in numbers if number in clips]
    by_words = sorted((clips[number] for number in {*named} - {*numbers} if number in clips), key=newest, reverse=True)
    by_tag = [
        Hit(clips[number], tag.name, name if name != tag.name else "")
        for number, (tag, name) in tagged.items()
        if number in clips and number not in {*named, *numbers}
    ]
    room = SHOWN - len(meant) - min(len(by_tag), BY_TAG)
    return [*map(Hit, (*meant, *by_words[:room])), *by_tag][:SHOWN]


def read_clip_number(text: str, here: str = "") -> int | None:
    """The number that was typed, or that stands in an address of this site."""
    if text.startswith(ADDRESSES):
        return own_clip_number(f"/{text.removeprefix(here)}" if here and text.startswith(here) else text)
    return read_number(text.removeprefix("#"))


def find_tagged(text: str) -> dict[int, tuple[Tag, str]]:
    """Numbers of the clips that got one of the tags last, with the tag and the name under which it was found."""
    exact = find_exact(text)
    found = {one.tag: one.name for one in find_tags(text, TAGS)}
    names = ({exact.target: exact.name} if exact is not None else {}) | found
    clips: dict[int, tuple[Tag, str]] = {}
    for tag, name in list(names.items())[:TAGS]:
        if tag.is_public:
            numbers = Clip.objects.carrying(tag).values_list("pk", flat=True)[:CANDIDATES]
            clips = dict.fromkeys(numbers, (tag, exact.name if exact and exact.target == tag else name)) | clips
    return clips


def load(numbers: Any, by: Any) -> dict[int, Clip]:
    readable = roles.visible_clips(by).not_erased().defer("lede", "body")
    return readable.in_bulk(list(numbers)) if numbers else {}


def newest(clip: Clip) -> tuple[Any, int]:
    return clip.saved_at, clip.pk
