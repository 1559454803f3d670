"""What stands around invented clips: sections, tags, notices and pictures before them, dossiers and corrections after.

All of it is few beside the clips, so that each comes by the operation that people use.
"""

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from typing import Any, Final

from django.contrib.auth.models import User
from django.utils import timezone
from PIL import Image, ImageOps

from clips import roles
from clips.management.invention.language import Language
from clips.management.invention.newsroom import Surroundings, invent_tags
from clips.management.invention.pieces import SECTIONS
from clips.models import Clip, Dossier, Notice, NoticeRule, Picture, Section, Tag
from clips.operations.bulk_imports import import_tags
from clips.operations.clips import edit_clip
from clips.operations.correction_imports import import_correction
from clips.operations.dossiers import create_dossier
from clips.operations.imports import import_tag
from clips.operations.notice_rules import create_notice_rule
from clips.operations.notices import publish_notice_version
from clips.operations.pictures import add_picture
from clips.operations.review import publish_changes, submit_clip
from clips.operations.sections import create_section
from clips.operations.tags import alias_tag
from clips.operations.wire import Known
from clips.operations.writing import ClipEdit
from clips.text.items import CorrectionItem, TagItem
from clips.text.naming import match_key

SYSTEM: Final = roles.SYSTEM
BATCH: Final = 1_000
# So many clips bring a new tag.
CLIPS_OF_A_TAG: Final = 50
FEWEST_TAGS, MOST_TAGS = 300, 20_000
PROPOSALS: Final = 20
COLOURS: Final = ("teal", "maroon", "navy")
SIZE: Final = (480, 300)
# Of so many clips one dossier begins, one is corrected, one was changed, and of one there is a working copy.
CLIPS_OF_A_DOSSIER: Final = 4_000
CLIPS_OF_A_CORRECTION: Final = 2_000
FEWEST, MOST = 3, 250
CHAPTERS: Final = 40


def surround(language: Language, count: int) -> Surroundings:
    """What so many clips shall stand on; what is there already is used with it."""
    sections, tags = _make_sections(), _make_tags(language, count)
    _make_notices(sections, tags)
    _make_pictures(language)
    return Surroundings(
        sections=sections,
        tags=tags,
        notices=list(Notice.objects.running(timezone.now()).order_by("pk").values_list("pk", flat=True)),
        pictures=list(Picture.objects.order_by("pk").values_list("pk", flat=True)),
        authors=list(User.objects.filter(is_staff=True).order_by("pk").values_list("pk", flat=True)) or [None],
    )


def _make_sections() -> list[int]:
    for name in SECTIONS:
        if Section.objects.called(name) is None:
            create_section(name, by=SYSTEM)
    return list(Section.objects.order_by("pk").values_list("pk", flat=True))


def _make_tags(language: Language, count: int) -> list[int]:
    """Those that are used most first, some of them with another name, and at the end names that nobody approved yet."""
    names = invent_tags(language, min(max(count // CLIPS_OF_A_TAG, FEWEST_TAGS), MOST_TAGS))
    numbers = list[int]()
    for start in range(0, len(names), BATCH):
        numbers += import_tags(names[start : start + BATCH], by=SYSTEM)
    for tag in Tag.objects.filter(pk__in=numbers[:100:10], aliases=None):
        if not Tag.objects.named(f"{tag.name} heute").exists():
            alias_tag(tag, f"{tag.name} heute", by=SYSTEM)
    proposals = [f"{noun.word} neu" for noun in language.nouns[:PROPOSALS]]
    for name in proposals:
        import_tag(TagItem.read({"name": name, "status": "proposed"}), Known(), by=SYSTEM)
    return [*numbers, *Tag.objects.named(*proposals).proposed().order_by("pk").values_list("pk", flat=True)]


def _make_notices(sections: Sequence[int], tags: Sequence[int]) -> None:
    """One for the site, unless it has one, and some for tags, a section and a language."""
    there = NoticeRule.objects.at(timezone.now()).filter(scope=NoticeRule.Scope.SITE).exists()
    kinds = NoticeRule.Scope
    wanted: list[tuple[str, str, dict[str, Any]]] = [
        ("Hinweis der Redaktion", "" if there else kinds.SITE, {}),
        *((f"Hinweis zu Thema {place}", kinds.TAG, {"tag": Tag(pk=tags[place])}) for place in (3, 40, 250)),
        ("Hinweis der Rubrik", kinds.SECTION, {"section": Section(pk=sections[-1])}),
        ("Note for English readers", kinds.LANGUAGE, {"language": Clip.Language.ENGLISH}),
    ]
    for name, scope, subject in wanted:
        if Notice.objects.called(name) is None:
            html = f"<p>{name}: Alles hier ist erfunden.</p>"
            notice = publish_notice_version(None, html, by=SYSTEM, name=name, optional=True).notice
            if scope:
                create_notice_rule(notice, scope, by=SYSTEM, **subject)


def _make_pictures(language: Language) -> None:
    for colour in COLOURS:
        origin = f"invented-{colour}"
        if not Picture.objects.filter(origin=origin).exists():
            file = BytesIO()
            ImageOps.colorize(Image.linear_gradient("L").resize(SIZE), colour, "white").save(file, "JPEG")
            words = {"alt_text": language.headline(), "caption": language.sentence(), "credit": "Erfunden"}
            add_picture(file.getvalue(), by=SYSTEM, origin=origin, **words)


def enliven(language: Language, numbers: Sequence[int]) -> None:
    """Dossiers of these clips, corrections under some of them, and changes that readers have, or will have."""
    now = timezone.now()
    public = list(Clip.objects.public(now).filter(pk__gte=numbers[0], pk__lte=numbers[-1]).values_list("pk", flat=True))
    if not public:
        return
    for number in _pick(language, public, CLIPS_OF_A_DOSSIER):
        _make_dossier(language, number)
    for number in _pick(language, public, CLIPS_OF_A_CORRECTION):
        _correct(language, number)
    for number in _pick(language, public, CLIPS_OF_A_CORRECTION):
        publish_changes(Clip(pk=number), ClipEdit({"lede": language.sentence()}), by=SYSTEM)
    for number in _pick(language, public, CLIPS_OF_A_CORRECTION):
        write = submit_clip if number % 3 == 0 else edit_clip
        write(Clip(pk=number), ClipEdit({"headline": language.headline()}), by=SYSTEM)


def _pick(language: Language, numbers: Sequence[int], of: int) -> list[int]:
    wanted = min(max(len(numbers) // of, FEWEST), MOST, len(numbers))
    return language.dice.sample(numbers, wanted)


def _make_dossier(language: Language, number: int) -> None:
    """A clip with those that came after it."""
    name = language.headline()
    if any(match_key(there) == match_key(name) for there in Dossier.objects.values_list("name", flat=True)):
        return
    near = Clip.objects.filter(pk__gte=number, pk__lt=number + CHAPTERS).published()
    chapters = near.order_by("pk").values_list("pk", flat=True)
    create_dossier(name, by=SYSTEM, description=language.sentence(), clips=list(chapters))


def _correct(language: Language, number: int) -> None:
    published = Clip.objects.values_list("publish_at", flat=True).get(pk=number)
    at = min(published + timedelta(hours=language.dice.randint(1, 48)), timezone.now()) if published else timezone.now()
    kind = language.dice.choice(("correction", "update", "clarification"))
    values = {"clip": number, "kind": kind, "text": language.sentence(), "at": at.isoformat()}
    import_correction(CorrectionItem.read(values), Known(clips={number: number}), by=SYSTEM)
