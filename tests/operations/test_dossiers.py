"""Dossiers: made, filled, put in order, renamed without breaking a link, deleted; nothing of two people is lost."""

import pytest
from django.utils import timezone

from clips.models import Address, Dossier, JournalEntry
from clips.operations import dossiers
from clips.operations.clips import delete_clip
from clips.operations.dossiers import add_to_dossier, create_dossier, delete_dossier, edit_dossier
from clips.operations.erasure import erase_clip
from clips.operations.errors import (
    AlreadySo,
    ClipNotForDossier,
    DossierFull,
    DossierGone,
    DossierStale,
    NameMissing,
    NameTaken,
    NotAllowed,
    SlugTaken,
)
from clips.operations.review import publish_clip, withdraw_clip
from clips.roles import SYSTEM
from tests.make import HOUR, make_clip, make_clips, make_copy, make_dossier

pytestmark = pytest.mark.django_db


def order(dossier):
    return list(dossier.dossier_clips.values_list("clip", flat=True))


def numbers(*clips):
    return [clip.pk for clip in clips]


# Making one


def test_an_editor_makes_one_of_clips_in_their_order(vera, last_line):
    first, second, draft = make_clip("Eins"), make_clip("Zwei"), make_clip("Entwurf", status="draft")
    dossier = create_dossier(
        " Hochwasser  an der Elbe ", by=vera, description=" Der Pegel. ", clips=[second, draft, first]
    )
    assert (dossier.name, dossier.slug) == ("Hochwasser an der Elbe", "hochwasser-an-der-elbe")
    assert (dossier.description, dossier.version, order(dossier)) == ("Der Pegel.", 1, numbers(second, draft, first))
    keys = [f"dossier:{dossier.pk}", f"clip:{first.pk}", f"clip:{second.pk}", "public"]
    assert last_line() == ("create_dossier", vera.pk, keys)


def test_a_clip_stands_in_it_once_and_a_working_copy_means_its_clip(vera):
    clip = make_clip()
    assert order(create_dossier("Umbau", by=vera, clips=[clip, make_copy(clip), clip.pk])) == [clip.pk]


@pytest.mark.parametrize("name", ["", "  ", "–"])
def test_a_name_is_needed(name, vera):
    with pytest.raises(NameMissing):
        create_dossier(name, by=vera)


def test_a_name_is_given_once_however_it_is_spelled(vera):
    make_dossier("Hochwasser an der Elbe")
    with pytest.raises(NameTaken, match="Hochwasser an der Elbe"):
        create_dossier("HOCHWASSER an-der Elbe", by=vera)


def test_what_one_may_not_read_cannot_be_put_in(alice, vera):
    foreign = make_clip("Fremd", status="draft", created_by=vera)
    alice.user_permissions.set(vera.groups.get().permissions.filter(codename__endswith="_dossier"))
    with pytest.raises(ClipNotForDossier, match=str(foreign.pk)):
        create_dossier("Umbau", by=alice, clips=[foreign])
    assert not Dossier.objects.exists()


def test_what_was_erased_was_never_there_or_is_a_working_copy_cannot_be_put_in(vera):
    erased = erase_clip(make_clip(), by=SYSTEM, reason="Antrag")
    for number in (erased.pk, 999_999, make_copy(make_clip("Anderes")).pk):
        with pytest.raises(ClipNotForDossier):
            create_dossier("Umbau", by=vera, clips=[number])


def test_it_has_an_end(vera, monkeypatch):
    monkeypatch.setattr(dossiers, "MOST_CLIPS", 2)
    dossier = create_dossier("Umbau", by=vera, clips=make_clips(2))
    for attempt in (
        lambda: create_dossier("Neubau", by=vera, clips=make_clips(3)),
        lambda: add_to_dossier(dossier, [make_clip()], by=vera),
    ):
        with pytest.raises(DossierFull):
            attempt()


# Changing it


def test_line_ends_of_a_browser_become_plain_ones(vera):
    dossier = create_dossier("Elbe", by=vera, description=" Der Fluss.\r\n\r\nDas Ufer.\r\n")
    assert dossier.description == "Der Fluss.\n\nDas Ufer."
    assert edit_dossier(dossier, by=vera, description="Eins\r\nZwei").description == "Eins\nZwei"


def test_what_is_not_given_stays(vera):
    clip = make_clip()
    dossier = make_dossier("Umbau", clip, description="Alt.")
    row = edit_dossier(dossier, by=vera, name="Neubau")
    assert (row.name, row.slug, row.description, row.version, order(row)) == ("Neubau", "umbau", "Alt.", 2, [clip.pk])


def test_the_order_is_what_was_given_and_who_is_left_out_leaves(vera):
    one, two, three = make_clips(3)
    dossier = make_dossier("Umbau", one, two)
    edit_dossier(dossier, by=vera, clips=[three, one], version=1)
    assert order(dossier) == numbers(three, one)


def test_only_clips_that_get_other_neighbours_are_named(vera, last_line):
    one, hidden, two, three, four = make_clips(5)
    withdraw_clip(hidden, by=SYSTEM)
    dossier = make_dossier("Umbau", one, hidden, two, three)
    edit_dossier(dossier, by=vera, clips=[one, two, three, four])
    changed = sorted(numbers(three, four))
    assert last_line()[2] == [f"dossier:{dossier.pk}", *(f"clip:{number}" for number in changed), "public"]


def test_a_stale_save_changes_nothing(vera):
    clip = make_clip()
    dossier = make_dossier("Umbau", clip)
    add_to_dossier(dossier, [make_clip("Neu")], by=vera)
    with pytest.raises(DossierStale, match="Umbau"):
        edit_dossier(dossier, by=vera, clips=[], version=1)
    assert len(order(dossier)) == 2


def test_what_a_colleague_put_in_stays_for_who_may_not_read_it(alice, vera):
    draft, clip = make_clip("Fremd", status="draft", created_by=vera), make_clip()
    dossier = make_dossier("Umbau", draft, clip)
    alice.user_permissions.set(vera.groups.get().permissions.filter(codename="edit_dossier"))
    edit_dossier(dossier, by=alice, clips=[clip, draft])
    assert order(dossier) == numbers(clip, draft)


# Its address


def test_a_changed_address_keeps_the_old_one(vera):
    dossier = edit_dossier(make_dossier("Umbau"), by=vera, slug="Neu Bau")
    former = Address.objects.get(slug="umbau")
    assert (dossier.slug, former.dossier, former.current) == ("neu-bau", dossier, False)


def test_it_may_take_its_own_old_address_back(vera):
    dossier = edit_dossier(make_dossier("Umbau"), by=vera, slug="neubau")
    dossier = edit_dossier(dossier, by=vera, slug="umbau")
    assert list(Address.objects.filter(dossier=dossier, current=True).values_list("slug", flat=True)) == ["umbau"]


def test_an_address_that_another_has_or_had_is_taken(vera):
    edit_dossier(make_dossier("Umbau"), by=vera, slug="neubau")
    other = make_dossier("Abriss")
    for slug in ("umbau", "neubau"):
        with pytest.raises(SlugTaken):
            create_dossier("Anbau", by=vera, slug=slug)
        with pytest.raises(SlugTaken):
            edit_dossier(other, by=vera, slug=slug)


def test_a_section_may_have_the_same_address(vera):
    Address.objects.create(kind="section", slug="umbau", section_id=make_clip().section_id, current=False)
    assert create_dossier("Umbau", by=vera).slug == "umbau"


# Putting clips into it


def test_clips_come_to_the_end_and_what_is_there_keeps_its_place(vera, last_line):
    one, two, three = make_clips(3)
    dossier = add_to_dossier(make_dossier("Umbau", one, two), [three, one], by=vera)
    assert (order(dossier), dossier.version) == (numbers(one, two, three), 2)
    keys = [f"dossier:{dossier.pk}", *(f"clip:{number}" for number in sorted(numbers(two, three))), "public"]
    assert last_line() == ("add_to_dossier", vera.pk, keys)
    assert JournalEntry.objects.first().details == {"clips": [three.pk]}


def test_what_stands_in_it_already_is_said(vera):
    clip = make_clip()
    with pytest.raises(AlreadySo):
        add_to_dossier(make_dossier("Umbau", clip), [clip], by=vera)


def test_what_two_put_in_one_after_the_other_is_both_there(vera, mona):
    dossier = make_dossier("Umbau")
    one, two = make_clips(2)
    add_to_dossier(dossier, [one], by=vera)
    add_to_dossier(dossier, [two], by=mona)
    assert order(dossier) == numbers(one, two)


# Deleting it


def test_its_address_stays_taken_without_an_owner_and_its_clips_stay(vera, last_line):
    clip = make_clip()
    dossier = edit_dossier(make_dossier("Umbau", clip), by=vera, slug="neubau")
    delete_dossier(dossier, by=vera, version=2)
    assert last_line() == ("delete_dossier", vera.pk, [f"dossier:{dossier.pk}", f"clip:{clip.pk}", "public"])
    left = Address.objects.filter(kind="dossier").values_list("slug", "dossier", "current")
    assert sorted(left) == [("neubau", None, False), ("umbau", None, False)]
    assert JournalEntry.objects.first().details == {"name": "Umbau"}
    with pytest.raises(SlugTaken):
        create_dossier("Umbau", by=vera, slug="umbau")
    assert create_dossier("Umbau", by=vera).slug == "umbau-2"


def test_of_one_that_readers_could_never_see_no_address_stays(vera):
    delete_dossier(make_dossier("Rücktritt", make_clip(publish_at=timezone.now() + HOUR)), by=vera)
    delete_dossier(make_dossier("Umbau", make_clip("Läuft")), by=vera)
    assert list(Address.objects.filter(kind="dossier").values_list("slug", flat=True)) == ["umbau"]


def test_a_stale_deletion_deletes_nothing(vera):
    dossier = make_dossier("Umbau")
    edit_dossier(dossier, by=vera, name="Neubau")
    with pytest.raises(DossierStale):
        delete_dossier(dossier, by=vera, version=1)
    assert Dossier.objects.get().name == "Neubau"


def test_what_is_gone_is_said(vera):
    dossier = make_dossier("Umbau")
    gone = Dossier.objects.get()
    delete_dossier(dossier, by=vera)
    for attempt in (lambda: edit_dossier(gone, by=vera), lambda: delete_dossier(gone, by=vera)):
        with pytest.raises(DossierGone):
            attempt()


# Who may, and what clips do


@pytest.mark.parametrize("name", ["alice", "max", "otto"])
def test_all_of_it_is_for_editors_and_managers(name, request):
    person, dossier, clip = request.getfixturevalue(name), make_dossier("Umbau"), make_clip()
    for verb, attempt in {
        "create_dossier": lambda: create_dossier("Neu", by=person),
        "edit_dossier": lambda: edit_dossier(dossier, by=person, name="Neu"),
        "add_to_dossier": lambda: add_to_dossier(dossier, [clip], by=person),
        "delete_dossier": lambda: delete_dossier(dossier, by=person),
    }.items():
        with pytest.raises(NotAllowed):
            attempt()
        assert JournalEntry.objects.first().details == {"verb": verb}
    assert (Dossier.objects.get().name, order(dossier)) == ("Umbau", [])


def test_whatever_readers_get_to_see_of_a_clip_names_its_dossiers(vera):
    clip = make_clip(status="draft", publish_at=None)
    dossier = make_dossier("Umbau", clip)
    clip = publish_clip(clip, by=vera)
    withdraw_clip(clip, by=vera)
    assert all(f"dossier:{dossier.pk}" in line.keys for line in JournalEntry.objects.all()[:2])


def test_a_draft_that_is_deleted_leaves_it(vera):
    draft, clip = make_clip("Entwurf", status="draft", publish_at=None, created_by=vera), make_clip()
    dossier = make_dossier("Umbau", draft, clip)
    delete_clip(draft, by=vera)
    assert order(dossier) == [clip.pk]
    assert JournalEntry.objects.first().keys == [f"clip:{draft.pk}", f"dossier:{dossier.pk}"]
