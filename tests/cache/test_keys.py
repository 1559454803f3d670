"""Every page that readers see otherwise after a change holds a key that the change touched: none stays stale."""

import re
from typing import NamedTuple

import pytest
from django.utils import timezone

from clips.cache.rendering import record
from clips.models import Clip, JournalEntry, Ledger, Tag, transitions
from clips.models.keys import PUBLIC
from clips.operations.clips import create_clip, delete_clip
from clips.operations.corrections import publish_correction
from clips.operations.dossiers import add_to_dossier, delete_dossier, edit_dossier
from clips.operations.erasure import erase_clip
from clips.operations.histories import hide_history
from clips.operations.merging import merge_tags
from clips.operations.notice_rules import create_notice_rule
from clips.operations.notices import publish_notice_version, retire_notice
from clips.operations.pages import create_page
from clips.operations.pictures import edit_picture
from clips.operations.proposals import approve_tag
from clips.operations.relations import Line
from clips.operations.review import publish_changes, publish_clip, withdraw_clip
from clips.operations.sections import create_section, edit_section
from clips.operations.site import edit_site
from clips.operations.splitting import retag_clips
from clips.operations.tagging import TagEdit
from clips.operations.tags import alias_tag, edit_tag, rename_tag
from clips.operations.undoing import undo_moderation
from clips.operations.writing import ClipEdit
from clips.search.suggestions import READ
from tests.addresses import list_addresses
from tests.make import (
    HOUR,
    make_clip,
    make_clips,
    make_dossier,
    make_line,
    make_notice,
    make_picture,
    make_proposal,
    make_section,
)

pytestmark = [pytest.mark.django_db, pytest.mark.long]


class Shown(NamedTuple):
    """What a reader gets at one address, and the keys under which a store may keep it; None: it may not."""

    content: bytes
    keys: frozenset[str] | None


class Room:
    """A small newsroom in which everything is there once, and all its addresses."""

    def __init__(self, mona):
        self.mona = mona
        self.sport = make_section("Sport")
        self.picture = make_picture()
        self.old = make_clip("Alte Brücke", tags=["Elbe", "Brücken"], publish_at=timezone.now() - 30 * HOUR)
        self.clip = make_clip("Neue Brücke", tags=["Elbe", "Brücken"], picture=self.picture)
        self.other = make_clip("Ruderregatta", section=self.sport, tags=["Elbe"], publish_at=timezone.now() - 2 * HOUR)
        self.draft = make_clip("Hochwasser", status="draft", tags=["Elbe"], publish_at=None, created_by=mona)
        make_line(self.clip, self.other)
        make_line(self.clip, self.draft)
        make_line(self.other, title="Ein Titel, der wartet")
        self.dossier = make_dossier("An der Elbe", self.old, self.clip, self.draft)
        self.notice = make_notice()
        self.proposal = make_proposal("Nachtzug", self.clip)
        # The clip that leads everywhere, and what only comes to be in the story.
        self.paths = list_addresses(self.clip)
        self.paths += [clip.get_absolute_url() for clip in (self.old, self.other, self.draft)]

    def read(self, client):
        return {path: show(client, path) for path in self.paths}


def show(client, path):
    with record() as rendering:
        response = client.get(path)
        content = b"".join(response) if response.streaming else response.content
    if path == "/sitemap.xml":
        # Dates there are exact, or later than need be after something that readers see nothing of.
        content = re.sub(rb"<lastmod>[^<]*</lastmod>", b"", content)
    kept = response.status_code == 200 and rendering.parameters is not None
    return Shown(content, frozenset(rendering.keys) if kept else None)


def tag(name):
    return Tag.objects.named(name).get()


def publish(room, clip, **edit):
    publish_changes(clip, ClipEdit(**edit), by=room.mona)


def write_drafts(room):
    """Enough to make the rarest tag the one on the most clips."""
    for number in range(4):
        fields = {"headline": f"Entwurf {number}", "section": room.sport}
        create_clip(ClipEdit(fields, TagEdit([tag("Brücken").pk])), by=room.mona)


STORY = {
    "drafts get a tag": write_drafts,
    "drafts lose it again": lambda room: [
        delete_clip(draft, by=room.mona) for draft in Clip.objects.filter(headline__startswith="Entwurf")
    ],
    "a draft is published, to which a line pointed": lambda room: publish_clip(room.draft, by=room.mona),
    "a headline changes": lambda room: publish(room, room.other, fields={"headline": "Ruderregatta verschoben"}),
    "a body changes": lambda room: publish(room, room.clip, fields={"body": "<p>Anders gebaut.</p>"}),
    "a line that waited finds its clip": lambda room: publish_clip(
        make_clip("Ein Titel, der wartet", status="draft", publish_at=None, section=room.sport), by=room.mona
    ),
    "a clip moves to another section": lambda room: publish(room, room.old, fields={"section": room.sport}),
    "a clip gets another tag": lambda room: publish(
        room, room.other, tags=TagEdit([tag("Elbe").pk, "Regatta"], [tag("Elbe").pk])
    ),
    "lines change their order": lambda room: publish(
        room, room.clip, lines=[Line(room.draft.pk), Line(room.other.pk), Line(None, "https://a.example/", "Dort")]
    ),
    "a proposal is approved": lambda room: approve_tag(room.proposal, by=room.mona),
    "a tag gets a description": lambda room: edit_tag(
        tag("Elbe"), by=room.mona, kind="topic", description="Ein Fluss."
    ),
    "a tag is renamed": lambda room: rename_tag(tag("Brücken"), "Brückenbau", by=room.mona),
    "a tag gets another name": lambda room: alias_tag(tag("Regatta"), "Bootsrennen", by=room.mona),
    "two tags become one": lambda room: merge_tags(tag("Elbe"), [tag("Regatta")], by=room.mona),
    "and two again": lambda room: undo_moderation(Ledger.objects.order_by("-pk")[0], by=room.mona),
    "clips get another tag": lambda room: retag_clips(
        Clip.objects.filter(pk=room.old.pk), add=tag("Nachtzug"), by=room.mona
    ),
    "the picture gets other words": lambda room: edit_picture(room.picture, by=room.mona, alt_text="Ein Bogen"),
    "a correction": lambda room: publish_correction(room.clip, "correction", "Es waren 12.", by=room.mona),
    "a rule for a tag": lambda room: create_notice_rule(room.notice, "tag", by=room.mona, tag=tag("Elbe")),
    "another text of the notice": lambda room: publish_notice_version(
        room.notice, "<p>Neu gefasst.</p>", by=room.mona, optional=True
    ),
    "the notice is retired": lambda room: retire_notice(room.notice, by=room.mona),
    "a clip comes into a dossier": lambda room: add_to_dossier(room.dossier, [room.other], by=room.mona),
    "a dossier is renamed": lambda room: edit_dossier(room.dossier, by=room.mona, name="Am Fluss"),
    "a section is renamed": lambda room: edit_section(room.sport, by=room.mona, name="Leibesübungen"),
    "a section comes": lambda room: create_section("Wetter", by=room.mona),
    "the site gets another name": lambda room: edit_site(by=room.mona, name="Elbkurier"),
    "a page comes": lambda room: create_page("Über uns", by=room.mona, body="<p>Wir.</p>"),
    "the history is hidden": lambda room: hide_history(room.clip, by=room.mona, reason="Namen Dritter"),
    "a clip is withdrawn": lambda room: withdraw_clip(room.other, by=room.mona),
    "a clip is published again": lambda room: publish_clip(room.other, by=room.mona),
    "a dossier goes": lambda room: delete_dossier(room.dossier, by=room.mona),
    "a clip is erased": lambda room: erase_clip(room.clip, by=room.mona, reason="Gericht"),
}


def test_no_page_stays_as_it_was_when_something_on_it_has_changed(mona, client):
    room = Room(mona)
    before = room.read(client)
    # What leads on or is not there is never kept.
    room.paths = [path for path, shown in before.items() if shown.keys is not None]
    room.paths.append(room.draft.get_absolute_url())
    stale = {}
    for name, change in STORY.items():
        last = JournalEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
        change(room)
        touched = {
            key for keys in JournalEntry.objects.filter(id__gt=last).values_list("keys", flat=True) for key in keys
        }
        after = room.read(client)
        changed = [
            path for path, shown in before.items() if shown.keys is not None and shown.content != after[path].content
        ]
        # Under this key alone a cache in front finds what has too many of its own.
        assert not changed or PUBLIC in touched, name
        stale |= {f"{name}: {path}": touched for path in changed if touched.isdisjoint(before[path].keys)}
        before = after
    assert not stale, "\n".join(f"{name} {sorted(keys)}" for name, keys in stale.items())


CHANGES_ASIDE = {
    "like it": lambda clip, mona: publish_changes(clip, ClipEdit({"headline": "Meldung Nummer 2"}), by=mona),
    "withdrawn": lambda clip, mona: withdraw_clip(clip, by=mona),
    "moved": lambda clip, mona: publish_changes(clip, ClipEdit({"section": make_section("Sport")}), by=mona),
    "ended": lambda clip, mona: publish_changes(clip, ClipEdit({"expire_at": timezone.now() + HOUR}), by=mona),
    "erased": lambda clip, mona: erase_clip(clip, by=mona, reason="Gericht"),
}


@pytest.mark.parametrize("name", CHANGES_ASIDE)
def test_a_page_knows_when_a_clip_changes_or_goes_that_it_only_thought_of(name, mona, client):
    """A suggestion that was one too far away to be read comes in, because another that was not good enough has gone."""
    clips = make_clips(READ + 6)
    # Not the newest, which follows its section's list anyway.
    shown, considered, alike = clips[1], clips[10], clips[READ + 2]
    Clip.objects.filter(pk=alike.pk).update(headline=shown.headline, lede=shown.lede)
    before = show(client, shown.get_absolute_url())
    CHANGES_ASIDE[name](considered, mona)
    touched = set(JournalEntry.objects.latest("pk").keys)
    if name == "ended":
        (transition,) = [one for one in transitions(timezone.now(), timezone.now() + 2 * HOUR) if one.keys[0] != "day"]
        touched = set(transition.keys)
        Clip.objects.filter(pk=considered.pk).update(expire_at=timezone.now())
    assert show(client, shown.get_absolute_url()).content != before.content
    assert touched & before.keys
