"""Drafts: what somebody typed and has not saved, as the clip that readers would get; half-typed, wrong, or garbage."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from clips import roles
from clips.models import Clip, Notice, Picture, Relation, Section, Tag
from clips.text.characters import drop_forbidden
from clips.text.links import find_clip_number
from clips.text.markup import clean_html
from clips.text.naming import clean_name, headline_key, match_key, slugify

TEXTS: Final = ("headline", "kicker", "lede", "caption", "byline")
# What readers see in the clip itself: a change of these is dated.
DATED: Final = (*TEXTS, "body", "language", "section_id", "picture_id")
YEARS: Final = range(1900, 2201)
NAME_LIMIT: Final = 100
KEY_LIMIT: Final = 250
# More rows than anybody types, and few enough for one query.
MOST_ROWS: Final = 200
WEB_ADDRESS: Final = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Draft:
    """A clip that no table has, with the tags that would be public and its lines; neither is read from the database."""

    clip: Clip
    tags: list[Tag]
    rows: list[Relation]


class Typed:
    """The values of a buffer; what is not of the kind that is asked for counts as not typed."""

    def __init__(self, data: Any) -> None:
        self.data = data if isinstance(data, dict) else {}

    def text(self, name: str) -> str:
        return read_text(self.data.get(name))

    def line(self, name: str) -> str:
        return " ".join(self.text(name).split())

    def number(self, name: str) -> int:
        return read_number(self.data.get(name))

    def moment(self, name: str) -> datetime | None:
        """`<name>_fold` says which of two equal hours was meant."""
        try:
            moment = parse_datetime(self.text(name))
        except ValueError:
            return None
        if moment is None or moment.year not in YEARS:
            return None
        if timezone.is_naive(moment):
            moment = timezone.make_aware(moment.replace(fold=int(self.text(f"{name}_fold") == "1")))
        # Of two equal hours neither equals any moment of another zone.
        return moment.astimezone(UTC)

    def rows(self, name: str) -> list[Any]:
        rows = self.data.get(name)
        return rows[:MOST_ROWS] if isinstance(rows, list) else []


def read_text(value: Any) -> str:
    return drop_forbidden(value) if isinstance(value, str) else ""


def read_number(value: Any) -> int:
    """The number of a row, in digits that every database can look up; 0, which no row has, for anything else."""
    text = value if isinstance(value, str) else str(value) if type(value) is int else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else 0


def read_draft(data: Any, original: Clip | None, *, by: Any, at: datetime) -> Draft:
    """The clip of a buffer's data, over the stored one that it would change; writes nothing, and never fails."""
    typed = Typed(data)
    clip = make_clip(typed, original, at)
    tags = list(list_tags(typed.rows("tags"), by))
    clip.typed_tags = tuple(tag.pk for tag in tags if tag.pk)  # type: ignore[attr-defined]  # for its notice
    return Draft(clip, tags, list(list_rows(typed.rows("relations"), original)))


def make_clip(typed: Typed, original: Clip | None, at: datetime) -> Clip:
    language = typed.text("language")
    choice, notice = read_notice(typed.text("notice"))
    clip = Clip(
        pk=original.pk if original is not None else None,
        section=Section.objects.filter(pk=typed.number("section")).first(),
        picture=Picture.objects.filter(pk=typed.number("picture")).first(),
        body=clean_html(typed.text("body"), own_host=urlsplit(settings.SITE_URL).hostname or ""),
        language=language if language in Clip.Language.values else Clip.Language.GERMAN,
        notice_choice=choice,
        notice=notice,
        publish_at=typed.moment("publish_at") or at,
        **{name: typed.line(name) for name in TEXTS},
    )
    clip.changed_at = date_change(clip, original, at)
    return clip


def date_change(clip: Clip, original: Clip | None, at: datetime) -> datetime | None:
    """Readers who saw the clip before are told when it changed."""
    if original is None or original.first_published_at is None or original.first_published_at > at:
        return None
    is_same = all(getattr(clip, name) == getattr(original, name) for name in DATED)
    return original.changed_at if is_same else at


def read_notice(value: str) -> tuple[str, Notice | None]:
    """The clip's two columns; an own notice that is not there leaves it to the rules."""
    if not value.startswith("own:"):
        return (value if value == Clip.NoticeChoice.NONE else Clip.NoticeChoice.SITE), None
    return Clip.NoticeChoice.OWN, Notice.objects.filter(pk=read_number(value.removeprefix("own:"))).first()


def list_tags(items: Iterable[Any], by: Any) -> Iterator[Tag]:
    """The tags that readers would see, once each: known ones through their aliases, new ones if the person makes tags.

    A proposal, also the one that a new name would become, is not public yet.
    """
    words = [read_text(item) for item in items]
    known = find_tags(words)
    seen: set[str] = set()
    for word in words:
        tag = known.get(identify(word)) or make_tag(word, by)
        if tag is not None and tag.is_public and tag.match_key not in seen:
            seen.add(tag.match_key)
            yield tag


def find_tags(words: Iterable[str]) -> dict[str, Tag]:
    """By the word that names it, as `identify` spells it."""
    wanted = {identify(word) for word in words}
    numbers = [number for word in wanted if word.startswith("id:") and (number := read_number(word[3:]))]
    names = [word[5:] for word in wanted if word.startswith("name:")]
    tags = Tag.objects.select_related("alias_of")
    by_id = {f"id:{tag.pk}": tag.target for tag in tags.filter(pk__in=numbers)} if numbers else {}
    by_name = {f"name:{tag.match_key}": tag.target for tag in tags.named(*names)} if names else {}
    return by_id | by_name


def identify(word: str) -> str:
    """`id:5`, or `name:` and the match key; "" for what is neither."""
    if word.startswith("name:"):
        return f"name:{match_key(word[5:])}"
    return word if word.startswith("id:") else ""


def make_tag(word: str, by: Any) -> Tag | None:
    name = clean_name(word.removeprefix("name:"))
    key = match_key(name)
    fits = word.startswith("name:") and len(name) <= NAME_LIMIT and any(map(str.isalnum, key))
    return Tag(name=name, match_key=key, slug=slugify(name)) if fits and roles.may("create_tag", by) else None


def list_rows(items: Iterable[Any], original: Clip | None) -> Iterator[Relation]:
    """The lines as a save would keep them, but for those that it would refuse."""
    lines = [Typed(item) for item in items]
    clips, headlines = find_targets(lines)
    seen: set[Any] = {original.pk if original is not None else None, None, *find_unsafe(lines, original)}
    for line in lines:
        row = make_row(line, clips, headlines)
        identity = row.target_id or row.url or None
        if identity not in seen:
            seen.add(identity)
            yield row


def make_row(line: Typed, clips: dict[int, Clip], headlines: dict[str, Clip]) -> Relation:
    title, url = line.line("title"), line.line("url")
    target = clips.get(find_number(line))
    if target is None and not url:
        target = headlines.get(key_of(line))
    if target is not None:
        return Relation(target=target, title="" if key_of(line) == target.headline_key else title)
    return Relation(url=url if key_of(line) and is_web_address(url) else "", title=title)


def find_unsafe(lines: Iterable[Typed], original: Clip | None) -> set[str]:
    """The http addresses that a save would refuse: those that neither the clip nor its working copy has yet."""
    typed = {url for line in lines if (url := line.line("url")).lower().startswith("http://")}
    if original is None or not typed:
        return typed
    own = Q(clip=original.pk) | Q(clip__working_copy_of=original.pk)
    return typed - set(Relation.objects.filter(own, url__in=typed).values_list("url", flat=True))


def key_of(line: Typed) -> str:
    return headline_key(line.line("title"))[:KEY_LIMIT]


def find_number(line: Typed) -> int:
    return line.number("target") or find_clip_number(line.line("url"), settings.SITE_URL) or 0


def find_targets(lines: Iterable[Typed]) -> tuple[dict[int, Clip], dict[str, Clip]]:
    """The clips that lines name by number or address, and those that are the only published one with a title."""
    numbers = [number for line in lines if (number := find_number(line))]
    keys = {key_of(line) for line in lines if not line.text("url")} - {""}
    clips = Clip.objects.defer("body", "lede")
    found = list(clips.published().filter(headline_key__in=keys)) if keys else []
    times = Counter(clip.headline_key for clip in found)
    alone = {clip.headline_key: clip for clip in found if times[clip.headline_key] == 1}
    return (clips.in_bulk(numbers) if numbers else {}), alone


def is_web_address(url: str) -> bool:
    try:
        WEB_ADDRESS(url)
    except ValidationError:
        return False
    return True
