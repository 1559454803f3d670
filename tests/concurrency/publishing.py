"""A newsroom that does everything that readers can see, each step a real operation, some of it for a moment ahead."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from django.utils import timezone

from clips.models import Clip, Correction, Dossier, Notice, NoticeRule, Page, Picture, Preview, Section, Tag
from clips.operations.clips import create_clip, delete_clip, edit_clip
from clips.operations.corrections import publish_correction, publish_counter_statement, supersede_correction
from clips.operations.dossiers import add_to_dossier, create_dossier, delete_dossier, edit_dossier
from clips.operations.erasure import erase_clip
from clips.operations.errors import Refusal
from clips.operations.histories import hide_history, show_history
from clips.operations.notice_rules import create_notice_rule, edit_notice_rule, end_notice_rule
from clips.operations.notices import publish_notice_version, rename_notice, retire_notice
from clips.operations.pages import create_page, delete_page, edit_page
from clips.operations.pictures import edit_picture, replace_picture
from clips.operations.previews import revoke_preview, share_clip
from clips.operations.relations import Line
from clips.operations.review import discard_changes, publish_changes, publish_clip, submit_clip, withdraw_clip
from clips.operations.sections import create_section, delete_section, edit_section
from clips.operations.site import edit_site
from clips.operations.tagging import TagEdit
from clips.operations.writing import ClipEdit
from tests.addresses import list_addresses
from tests.make import HOUR, make_clip, make_dossier, make_jpeg, make_line, make_notice, make_picture, make_section
from tests.operations.histories import STEPS as MODERATION

# A word of every draft and of every working copy; what is published has another one in its place.
CANARY: Final = "Zilpzalp"
COLOURS: Final = ("teal", "navy", "olive", "maroon")
NAMES: Final = ("Elbe", "Brücken", "Regatta", "Hochwasser", "Stadtrat")


class Newsroom:
    """Small, with everything in it once."""

    def __init__(self, person: Any) -> None:
        self.person = person
        sections, pictures = [Section.objects.first() or make_section(), make_section("Sport")], [make_picture()]
        pictures.append(make_picture(make_jpeg(colour="tomato"), alt_text="Eine Brücke"))
        for number in range(6):
            clip = make_clip(
                f"Meldung {number}",
                tags=[*NAMES[number:], *NAMES[:number]][: 1 + number % 3],
                section=sections[number % 2],
                picture=pictures[number % 2] if number % 3 else None,
                publish_at=timezone.now() - number * 13 * HOUR - HOUR,
            )
            make_line(clip, title=f"Meldung {number + 90}")
        for clip, target in zip(Clip.objects.order_by("pk"), Clip.objects.order_by("-pk"), strict=True):
            make_line(clip, target) if clip.pk != target.pk else None
        make_dossier("An der Elbe", *Clip.objects.order_by("pk")[:4])
        make_notice("Redaktion"), make_notice("Wetter", "<p>Angaben ohne Gewähr.</p>")
        write_draft(self, 0, 0)

    def pick(self, rows: Any, number: int) -> Any:
        """One of the rows; refused where there are none."""
        found = list(rows.order_by("pk"))
        if not found:
            raise Refusal
        return found[number % len(found)]

    def clip(self, number: int) -> Clip:
        """The newest ones most of the time, because readers see most of these."""
        found = list(Clip.objects.filter(status="published").order_by("-pk")[:8])
        return found[number % len(found)] if found else self.pick(Clip.objects.all(), number)

    def pick_tag(self, number: int) -> Tag:
        return self.pick(Tag.objects.select_related("alias_of"), number)  # type: ignore[no-any-return]

    def pick_clips(self, number: int) -> Any:
        numbers = Clip.objects.values_list("pk", flat=True)
        return Clip.objects.filter(pk__in=[pk for pk in numbers if pk % 3 != number % 3])

    def list_paths(self, number: int) -> list[str]:
        """Where readers may ask for some of its clips, and the links of all drafts that were shared."""
        clips = [self.pick(Clip.objects.all(), number + place) for place in range(3)]
        links = [one.get_absolute_url() for one in Preview.objects.all()]
        pages = [f"/pages/{slug}/" for slug in Page.objects.values_list("slug", flat=True)]
        sections = [one.get_absolute_url() for one in Section.objects.all()]
        paths = [path for clip in clips for path in list_addresses(clip)]
        return list(dict.fromkeys([*links, *pages, *sections, *paths]))


def soon(number: int) -> datetime | None:
    """At once, or within a second or two."""
    return None if number % 3 == 0 else timezone.now() + timedelta(milliseconds=100 + number % 1500)


def text(number: int, **fields: Any) -> dict[str, Any]:
    body = f"<p>Text {number}.</p>"
    return {"headline": f"Meldung {number % 100}", "kicker": "", "lede": f"Vorspann {number}.", "body": body} | fields


def change(room: Newsroom, number: int, tags: TagEdit | None = None, lines: Any = None, **fields: Any) -> None:
    """Readers get it at once where they have the clip, with whatever its working copy holds but the draft's word."""
    edit = ClipEdit({"kicker": "", **fields}, tags, lines)
    clip = room.clip(number)
    (publish_changes if clip.status == Clip.Status.PUBLISHED else edit_clip)(clip, edit, by=room.person)


def write_draft(room: Newsroom, one: int, two: int) -> None:
    fields = text(one, kicker=f"{CANARY} {two}", section=room.pick(Section.objects, two))
    create_clip(ClipEdit(fields, TagEdit([NAMES[one % 5]])), by=room.person)


def publish_draft(room: Newsroom, one: int, two: int) -> None:
    waiting = room.pick(Clip.objects.filter(status__in=["draft", "in_review"]), one)
    begin = soon(two)
    fields = text(two, publish_at=begin, expire_at=soon(one) and (begin or timezone.now()) + timedelta(seconds=1))
    publish_clip(waiting, ClipEdit(fields), by=room.person)


def change_dates(room: Newsroom, one: int, two: int) -> None:
    """Moved ahead, or into the past, or to end there."""
    begin = soon(one) or timezone.now() - (1 + two % 50) * HOUR
    end = max(begin, timezone.now()) + timedelta(milliseconds=200 + one % 1500) if two % 2 else None
    change(room, two, publish_at=begin, expire_at=end)


def change_tags(room: Newsroom, one: int, two: int) -> None:
    clip = room.clip(one)
    loaded = [row.tag_id for row in (clip.working_copy or clip).clip_tags.all()]
    change(room, one, TagEdit([*reversed(loaded[two % 2 :]), NAMES[two % 5]], loaded))


def change_lines(room: Newsroom, one: int, two: int) -> None:
    target = room.pick(Clip.objects, two)
    lines = [Line(target.pk), Line(title=f"Meldung {two % 100}"), Line(None, "https://a.example/", f"Dort {two}")]
    change(room, one, lines=[line for line in lines if line.target != room.clip(one).pk])


def change_status(room: Newsroom, one: int, two: int) -> None:
    withdrawn = Clip.objects.filter(status="withdrawn")
    if two % 2 and withdrawn:
        publish_clip(room.pick(withdrawn, one), ClipEdit({"kicker": ""}), by=room.person)
    else:
        withdraw_clip(room.clip(one), by=room.person, reason="Irrtum", public_reason="" if one % 2 else f"Grund {one}")


def write_rule(room: Newsroom, one: int, two: int) -> None:
    begin = soon(two)
    end = (begin or timezone.now()) + timedelta(milliseconds=300 + one % 1500) if one % 2 else None
    subjects: list[dict[str, Any]] = [
        {"scope": "tag", "tag": room.pick_tag(one)},
        {"scope": "section", "section": room.pick(Section.objects, one)},
        {"scope": "language", "language": "de"},
        {"scope": "site"},
    ]
    notice = room.pick(Notice.objects, two)
    create_notice_rule(notice, by=room.person, priority=two % 3, starts_at=begin, ends_at=end, **subjects[one % 4])


def end_rule(room: Newsroom, one: int, two: int) -> None:
    rule = room.pick(NoticeRule.objects.not_over(timezone.now()), one)
    if two % 2:
        end_notice_rule(rule, by=room.person, ends_at=soon(two))
    else:
        edit_notice_rule(rule, by=room.person, priority=two % 4, ends_at=soon(one))


def write_notice(room: Newsroom, one: int, two: int) -> None:
    words = {"optional": True, "starts_at": soon(two)}
    publish_notice_version(room.pick(Notice.objects, one), f"<p>Fassung {two}.</p>", by=room.person, **words)


def choose_notice(room: Newsroom, one: int, two: int) -> None:
    choice = ("site", "own", "none")[two % 3]
    change(room, one, notice_choice=choice, notice=room.pick(Notice.objects, two) if choice == "own" else None)


def correct(room: Newsroom, one: int, two: int) -> None:
    clip, there = room.clip(one), Correction.objects.current()
    if two % 3 == 0 and there:
        supersede_correction(room.pick(there, one), f"Doch {two}.", by=room.person, reason="Genauer")
    elif two % 3 == 1:
        words = {"claimant": "Stadtwerke", "runs_until": timezone.now() + timedelta(seconds=1)}
        publish_counter_statement(clip, f"Das ist unwahr, sagen {two}.", by=room.person, **words)
    else:
        publish_correction(clip, ("correction", "update")[one % 2], f"Es waren {two}.", by=room.person)


def change_dossier(room: Newsroom, one: int, two: int) -> None:
    clips = [room.clip(two), room.clip(two + 1), room.pick(Clip.objects, one)]
    if two % 4 == 0 or not Dossier.objects.exists():
        create_dossier(f"Dossier {one}", by=room.person, clips=dict.fromkeys(clip.pk for clip in clips))
        return
    dossier = room.pick(Dossier.objects, one)
    steps: list[Callable[[], Any]] = [
        lambda: delete_dossier(dossier, by=room.person),
        lambda: add_to_dossier(dossier, clips[:1], by=room.person),
        lambda: edit_dossier(dossier, by=room.person, name=f"Am Fluss {two}"),
        lambda: edit_dossier(dossier, by=room.person, clips=dict.fromkeys(clip.pk for clip in clips)),
    ]
    steps[one % 4]()


def change_section(room: Newsroom, one: int, two: int) -> None:
    if two % 4 == 0:
        create_section(f"Ressort {one}", by=room.person)
    elif two % 4 == 1:
        delete_section(room.pick(Section.objects, one), by=room.person)
    else:
        words = {"name": f"Ressort {two}", "position": one % 9, "slug": f"ressort-{two}" if one % 2 else ""}
        edit_section(room.pick(Section.objects, one), by=room.person, **words)


def change_page(room: Newsroom, one: int, two: int) -> None:
    if two % 3 == 0:
        create_page(f"Seite {one}", by=room.person, body="<p>Wir.</p>", in_footer=bool(one % 2))
    elif two % 3 == 1:
        delete_page(room.pick(Page.objects, one), by=room.person)
    else:
        words = {"title": f"Titel {two}", "body": f"<p>Wir sind {two}.</p>", "in_footer": bool(one % 2)}
        edit_page(room.pick(Page.objects, one), by=room.person, **words)


def change_site(room: Newsroom, one: int, two: int) -> None:
    fields: list[dict[str, Any]] = [
        {"name": f"Kurier {two}"},
        {"related_count": two % 6},
        {"shows_history": bool(two % 2)},
        {"language": ("de", "en")[two % 2]},
        {"accent": ("", "#0b5394")[two % 2]},
        {"ai_crawlers": ("allow", "block")[two % 2]},
        {"logo": room.pick(Picture.objects, two)},
        {"footer_links": [{"title": f"Dort {two}", "url": "https://a.example/"}]},
    ]
    edit_site(by=room.person, **fields[one % len(fields)])


def change_picture(room: Newsroom, one: int, two: int) -> None:
    words = {"alt_text": f"Bild {two}", "caption": f"Unterschrift {one}", "focal_x": (two % 10) / 10}
    edit_picture(room.pick(Picture.objects, one), by=room.person, **words)


def put_other_picture(room: Newsroom, one: int, two: int) -> None:
    replace_picture(room.pick(Picture.objects, one), make_jpeg(320 + two % 3, colour=COLOURS[two % 4]), by=room.person)


def share(room: Newsroom, one: int, two: int) -> None:
    if two % 2 and Preview.objects.filter(revoked_at=None):
        revoke_preview(room.pick(Preview.objects.filter(revoked_at=None), one), by=room.person)
    else:
        share_clip(room.pick(Clip.objects.exclude(status="published"), one), by=room.person)


def turn_history(room: Newsroom, one: int, two: int) -> None:
    clip = room.clip(one)
    show_history(clip, by=room.person) if clip.history_hidden else hide_history(
        clip, by=room.person, reason=f"Nr {two}"
    )


Step = Callable[[Newsroom, int, int], Any]
OWN: Final[dict[str, Step]] = {
    "write a draft": write_draft,
    "publish a draft": publish_draft,
    "publish another draft": publish_draft,
    "submit a draft": lambda r, one, two: submit_clip(r.pick(Clip.objects.filter(status="draft"), one), by=r.person),
    "change a text": lambda r, one, two: change(r, one, **text(two)),
    "change another text": lambda r, one, two: change(r, one, lede=f"Vorspann {two}."),
    "begin a copy": lambda r, one, two: edit_clip(r.clip(one), ClipEdit({"kicker": f"{CANARY} {two}"}), by=r.person),
    "discard a copy": lambda r, one, two: discard_changes(r.clip(one), by=r.person),
    "change dates": change_dates,
    "change other dates": change_dates,
    "change tags": change_tags,
    "change lines": change_lines,
    "change a status": change_status,
    "change a section of a clip": lambda r, one, two: change(r, one, section=r.pick(Section.objects, two)),
    "change a picture of a clip": lambda r, one, two: change(r, one, picture=r.pick(Picture.objects, two)),
    "change the language of a clip": lambda r, one, two: change(r, one, language=("de", "en")[two % 2]),
    "write a rule": write_rule,
    "end a rule": end_rule,
    "write a notice": write_notice,
    "retire a notice": lambda r, one, two: retire_notice(r.pick(Notice.objects, one), by=r.person, starts_at=soon(two)),
    "rename a notice": lambda r, one, two: rename_notice(r.pick(Notice.objects, one), f"Hinweis {two}", by=r.person),
    "choose a notice": choose_notice,
    "correct": correct,
    "change a dossier": change_dossier,
    "change a section": change_section,
    "change a page": change_page,
    "change the site": change_site,
    "change a picture": change_picture,
    "put another picture": put_other_picture,
    "share": share,
    "turn a history": turn_history,
    "erase a clip": lambda r, one, two: erase_clip(r.clip(one), by=r.person, reason="Gericht"),
    "delete a clip": lambda r, one, two: delete_clip(r.pick(Clip.objects.filter(status="draft"), one), by=r.person),
}
STEPS: Final = MappingProxyType(OWN | {f"moderate: {name}": step for name, step in MODERATION.items()})


def take(room: Newsroom, name: str, one: int, two: int) -> None:
    """One step, or nothing where it is refused."""
    with suppress(Refusal):
        STEPS[name](room, one, two)
