"""Who may do what: the table, every role against every verb, and against things of their own and of others."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command

from clips import roles
from clips.models import Clip
from tests.make import make_clip, make_person, make_picture

VERBS = {
    # verb: who may, by the first letters of Author, Editor, Moderator, Manager (G)
    "create_clip": "AE G",
    "edit_clip": "AE G",
    "submit_clip": "AE G",
    "discard_changes": "AE G",
    "restore_revision": "AE G",
    "share_clip": "AE G",
    "delete_clip": "AE G",
    "add_picture": "AE G",
    "edit_picture": "AE G",
    "propose_tag": "AEMG",
    "edit_any_clip": " E G",
    "return_clip": " E G",
    "publish_clip": " E G",
    "publish_changes": " E G",
    "withdraw_clip": " E G",
    "replace_picture": " E G",
    "delete_picture": " E G",
    "import_clip": " E G",
    "view_clips": " EMG",
    "create_tag": " EMG",
    "view_tag": " EMG",
    "edit_tag": "  MG",
    "approve_tag": "  MG",
    "map_tag": "  MG",
    "reject_tag": "  MG",
    "merge_tags": "  MG",
    "rename_tag": "  MG",
    "split_tag": "  MG",
    "retag_clips": "  MG",
    "alias_tag": "  MG",
    "unalias_tag": "  MG",
    "block_tag": "  MG",
    "unblock_tag": "  MG",
    "delete_tag": "  MG",
    "separate_tags": "  MG",
    "undo_moderation": "  MG",
    "create_section": "   G",
    "edit_section": "   G",
    "delete_section": "   G",
    "repair_lines": " EMG",
    "create_dossier": " E G",
    "edit_dossier": " E G",
    "delete_dossier": " E G",
    "save_notice_draft": "   G",
    "publish_notice_version": "   G",
    "rename_notice": "   G",
    "retire_notice": "   G",
    "delete_notice": "   G",
    "create_notice_rule": "   G",
    "edit_notice_rule": "   G",
    "end_notice_rule": "   G",
    "erase_clip": "   G",
    "publish_correction": " E G",
    "supersede_correction": " E G",
    "publish_counter_statement": "   G",
    "hide_history": "   G",
    "show_history": "   G",
    "create_page": "   G",
    "edit_page": "   G",
    "delete_page": "   G",
    "edit_site": "   G",
    "edit_person": "   G",
    "view_journal": "   G",
}
PEOPLE = {"alice": "A", "vera": "E", "max": "M", "mona": "G", "otto": "-"}
pytestmark = pytest.mark.django_db


def test_the_table_names_every_permission_there_is():
    ours = Permission.objects.filter(content_type__app_label="clips")
    assert set(ours.values_list("codename", flat=True)) == VERBS.keys()


@pytest.mark.parametrize("name", PEOPLE)
def test_each_role_may_exactly_its_verbs(name, request):
    person = request.getfixturevalue(name)
    assert {verb for verb in VERBS if roles.may(verb, person)} == {v for v, who in VERBS.items() if PEOPLE[name] in who}


@pytest.mark.parametrize("verb", VERBS)
def test_the_system_may_do_everything(verb):
    assert roles.may(verb, roles.SYSTEM, make_clip(status="published") if verb.endswith("_clip") else None)


def test_who_is_locked_out_may_nothing(mona):
    mona.is_active = False
    assert not any(roles.may(verb, mona) for verb in VERBS)


OWN = ["draft", "in_review", "published", "withdrawn"]


@pytest.mark.parametrize("status", OWN)
@pytest.mark.parametrize("verb", ["edit_clip", "submit_clip", "delete_clip"])
def test_an_author_touches_own_drafts_only(verb, status, alice):
    # What is published is edited in a working copy, which begins as a draft.
    open_for = {"draft"} if verb == "delete_clip" else {"draft", "published"}
    assert roles.may(verb, alice, make_clip(status=status, created_by=alice)) == (status in open_for)
    assert not roles.may(verb, alice, make_clip("Fremd", status=status))


@pytest.mark.parametrize("status", OWN)
@pytest.mark.parametrize("name", ["vera", "mona"])
def test_editors_and_managers_touch_every_clip(name, status, request):
    assert roles.may("edit_clip", request.getfixturevalue(name), make_clip(status=status))


def test_an_author_changes_the_words_of_own_pictures_only(alice, vera):
    assert roles.may("edit_picture", alice, make_picture(uploaded_by=alice))
    assert not roles.may("edit_picture", alice, make_picture(uploaded_by=vera))


def test_an_author_reads_own_clips_and_published_ones(alice, vera):
    own = make_clip("Eigener", status="draft", created_by=alice)
    live = make_clip("Öffentlich", created_by=vera)
    make_clip("Fremd", status="draft", created_by=vera)
    assert set(roles.visible_clips(alice)) == {own, live}
    assert roles.visible_clips(vera).count() == 3


def test_migrating_again_leaves_what_the_operator_changed():
    authors = Group.objects.get(name="Author")
    authors.permissions.remove(Permission.objects.get(codename="delete_clip"))
    Group.objects.get(name="Moderator").delete()
    call_command("migrate", verbosity=0)
    assert not authors.permissions.filter(codename="delete_clip").exists()
    assert not Group.objects.filter(name="Moderator").exists()


def test_a_permission_that_is_new_reaches_its_groups_and_no_other():
    editors = Group.objects.get(name="Editor")
    editors.permissions.remove(Permission.objects.get(codename="withdraw_clip"))
    Permission.objects.filter(codename="publish_clip").delete()
    call_command("migrate", verbosity=0)
    assert editors.permissions.filter(codename="publish_clip").exists()
    assert not editors.permissions.filter(codename="withdraw_clip").exists()
    assert not Group.objects.get(name="Author").permissions.filter(codename="publish_clip").exists()


def test_a_superuser_needs_no_group():
    person = User.objects.create_superuser("root")
    assert all(roles.may(verb, person) for verb in VERBS)


def test_somebody_in_two_groups_has_both():
    person = make_person("kim", "Author")
    person.groups.add(Group.objects.get(name="Moderator"))
    person = User.objects.get(pk=person.pk)
    assert roles.may("create_clip", person)
    assert roles.may("block_tag", person)
    assert Clip.objects.count() == 0
