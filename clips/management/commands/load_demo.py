"""Load the demo newsroom; what is there already stays as it is."""

import os
import secrets
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from clips import roles
from clips.management.demo import read_clips, read_newsroom, read_pages
from clips.management.drawings import draw_scene
from clips.management.progress import Progress
from clips.models import Clip, Correction, Dossier, Notice, NoticeRule, Page, Picture, Section, Tag
from clips.operations import imports
from clips.operations.clips import edit_clip
from clips.operations.correction_imports import import_correction
from clips.operations.dossiers import create_dossier
from clips.operations.notice_rules import create_notice_rule
from clips.operations.notices import publish_notice_version
from clips.operations.pages import create_page, edit_page
from clips.operations.people import create_person, set_password
from clips.operations.picture_files import make_all_crops
from clips.operations.pictures import add_picture
from clips.operations.review import publish_changes, submit_clip
from clips.operations.sections import edit_section
from clips.operations.site import edit_site
from clips.operations.wire import Known, bind_imported_lines, import_clip
from clips.operations.writing import ClipEdit
from clips.text.items import ClipItem, CorrectionItem, SectionItem, TagItem
from clips.text.notices import Remark

SYSTEM = roles.SYSTEM
STATUSES = {"scheduled": "published", "expired": "published"}
COPIED = ("origin", "section", "headline", "kicker", "lede", "body", "caption", "byline", "language", "tags", "more")
CORRECTION = ("origin", "kind", "text", "claimant")
PICTURE_WORDS = {"alt": "alt_text", "caption": "caption", "credit": "credit", "licence": "licence"}


class Command(BaseCommand):
    help = (
        "Loads the demo newsroom: people, tags, pictures, clips, dossiers, corrections. A second run changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.room, self.known = read_newsroom(), Known()
        password = os.environ.get("DEMO_PASSWORD", "")
        password = self._load_people(password)
        self._load_sections_and_tags()
        self._load_notices()
        self._load_pictures()
        self._load_clips()
        self._load_dossiers()
        self._load_pages()
        self._load_corrections()
        self._print_logins(password)

    def _load_people(self, password: str) -> str:
        """Make those who are missing; only a password that was asked for replaces another. Returns the one in use."""
        for row in self.room["person"]:
            person = User.objects.filter(username=row["username"]).first()
            if person is None:
                names = {name: row[name] for name in ("username", "first_name", "last_name")}
                groups = Group.objects.filter(name=row["group"])
                password = password or secrets.token_urlsafe(9)
                create_person(**names, by=SYSTEM, groups=groups, password=password)
            elif password and person.last_name == row["last_name"] and not person.check_password(password):
                set_password(person, password, by=SYSTEM)
        return password

    def _load_sections_and_tags(self) -> None:
        for row in self.room["section"]:
            imports.import_section(SectionItem.read(row), self.known, by=SYSTEM)
        first = Section.objects.get(slug=self.room["section"][0]["slug"])
        if not first.description:
            edit_section(first, by=SYSTEM, description=self.room["section"][0]["description"])
        for row in self.room["tag"]:
            imports.import_tag(TagItem.read(row), self.known, by=SYSTEM)
        for row in self.room["alias"]:
            item = TagItem.read({"name": row["name"], "alias_of": row["target"]})
            imports.import_tag(item, self.known, by=SYSTEM)

    def _load_notices(self) -> None:
        self.notices: dict[str, Notice] = {}
        if not Notice.objects.exists():
            edit_site(by=SYSTEM, **self.room["site"])
        for row in self.room["notice"]:
            notice = Notice.objects.filter(name=row["name"]).first()
            if notice is None:
                remarks = [Remark(**remark) for remark in row.get("remark", [])]
                words = {"name": row["name"], "remarks": remarks, "optional": row["optional"]}
                notice = publish_notice_version(None, row["html"], by=SYSTEM, **words).notice
                for rule in row["rules"]:
                    _make_rule(notice, by=SYSTEM, **rule)
            self.notices[row["key"]] = notice

    def _load_pictures(self) -> None:
        there = {picture.origin: picture for picture in Picture.objects.filter(origin__startswith="demo-")}
        rows = self.room["picture"]
        missing = sum(f"demo-{row['key']}" not in there for row in rows)
        with Progress(self.stderr, missing) as progress:
            for number, row in enumerate(rows, 1):
                origin = f"demo-{row['key']}"
                if origin not in there:
                    there[origin] = _draw(row, origin)
                    progress.step()
                self.known.pictures[number] = there[origin]
        # A demo that an earlier version loaded has none.
        make_all_crops()

    def _load_clips(self) -> None:
        now = timezone.now()
        there = set(Clip.objects.filter(origin__startswith="demo-").values_list("origin", flat=True))
        people = {person.username: person for person in User.objects.all()}
        taken, changes = [], []
        for row in read_clips():
            if row["origin"] not in there:
                item = self._clip_item(row, now)
                clip = import_clip(item, self.known, by=SYSTEM, author=people[row["author"]]).clip
                taken.append((clip, item))
                changes += [(clip, row["changes"], people[row["author"]])] if "changes" in row else []
        for clip, item in taken:
            bind_imported_lines(clip, item, self.known, by=SYSTEM)
        for clip, fields, author in changes:
            _change(clip, dict(fields), author)

    def _load_dossiers(self) -> None:
        numbers = dict(Clip.objects.filter(origin__startswith="demo-").values_list("origin", "pk"))
        for row in self.room["dossier"]:
            if Dossier.objects.called(row["name"]) is None:
                clips = [numbers[origin] for origin in row["clips"] if origin in numbers]
                create_dossier(row["name"], by=SYSTEM, description=row["description"], clips=clips)

    def _load_pages(self) -> None:
        """Those of the law where nobody has filled them in; one's own where there is none at its address."""
        for row in read_pages():
            words = {name: row[name] for name in ("title", "body")}
            page = Page.objects.filter(slug=row["slug"]).first()
            if page is None:
                create_page(**words, by=SYSTEM, slug=row["slug"], position=row["position"])
            elif page.is_unfinished:
                edit_page(page, **words, by=SYSTEM)

    def _load_corrections(self) -> None:
        there = set(Correction.objects.filter(origin__startswith="demo-").values_list("origin", flat=True))
        clips = {clip.origin: clip for clip in Clip.objects.filter(origin__startswith="demo-")}
        for row in self.room["correction"]:
            if row["origin"] not in there and row["clip"] in clips:
                _correct(clips[row["clip"]], row, User.objects.get(username=row["by"]))

    def _clip_item(self, row: dict[str, Any], now: datetime) -> ClipItem:
        status = row.get("status", "published")
        values = {name: row[name] for name in COPIED if name in row}
        values |= {"status": STATUSES.get(status, status), "notice": self._notice(row.get("notice"))}
        values["withdrawn_reason"] = row.get("reason", "")
        numbers = {picture["key"]: number for number, picture in enumerate(self.room["picture"], 1)}
        if row.get("picture"):
            values["picture"] = numbers[row["picture"]]
        return ClipItem.read(values | _dates(row, status, now))

    def _notice(self, key: str | None) -> Any:
        if key in (None, "", "default"):
            return "site"
        return "none" if key == "none" else {"name": self.notices[str(key)].name}

    def _print_logins(self, password: str) -> None:
        self.stdout.write("")
        for address in (f"{settings.SITE_URL}/", f"{settings.SITE_URL}/admin/"):
            self.stdout.write(f"  {address}")
        names = ", ".join(row["username"] for row in self.room["person"])
        if not password:
            return
        self.stdout.write(
            _("  Log in as %(names)s; the password of each: %(password)s") % {"names": names, "password": password}
        )
        self.stdout.write("")


def _draw(row: dict[str, Any], origin: str) -> Picture:
    file = BytesIO()
    draw_scene(row["motif"], row["seed"]).save(file, "JPEG", quality=92)
    words = {ours: row.get(theirs, "") for theirs, ours in PICTURE_WORDS.items()}
    return add_picture(file.getvalue(), by=SYSTEM, origin=origin, **words)


def _make_rule(notice: Notice, scope: str, subject: str = "", priority: int = 0, *, by: Any) -> None:
    tag = Tag.objects.named(subject).get() if scope == NoticeRule.Scope.TAG else None
    language = subject if scope == NoticeRule.Scope.LANGUAGE else ""
    create_notice_rule(notice, scope, by=by, tag=tag, language=language, priority=priority)


def _change(clip: Clip, fields: dict[str, str], author: User) -> None:
    """What its author has begun to change in a published clip, or submitted already."""
    write = submit_clip if fields.pop("status", "") == "in_review" else edit_clip
    write(clip, ClipEdit(fields), by=author)


def _correct(clip: Clip, row: dict[str, Any], by: User) -> None:
    """The wrong words give way first, as far as they still stand there."""
    if row.get("wrong") and row["wrong"] in clip.body and clip.is_public(timezone.now()):
        publish_changes(clip, ClipEdit({"body": clip.body.replace(row["wrong"], row["right"])}), by=by)
    at = (timezone.now() - timedelta(hours=row["hours_ago"])).isoformat()
    values = {name: row[name] for name in CORRECTION if name in row} | {"clip": clip.pk, "at": at}
    import_correction(CorrectionItem.read(values), Known(clips={clip.pk: clip.pk}), by=by)


def _dates(row: dict[str, Any], status: str, now: datetime) -> dict[str, str]:
    """Hours before the loading become dates; what is in the past was public from then on."""
    at = (now - timedelta(hours=row["hours_ago"])).replace(second=0, microsecond=0)
    dates = {"created_at": min(at, now) - timedelta(minutes=25)}
    if status in ("published", "scheduled", "expired", "withdrawn"):
        dates["publish_at"] = at
    if status in ("published", "expired", "withdrawn"):
        dates |= {"first_published_at": at, "changed_at": at}
    if "expires_hours_ago" in row:
        dates["expire_at"] = now - timedelta(hours=row["expires_hours_ago"])
    return {name: moment.isoformat() for name, moment in dates.items()}
