"""People and groups: nobody is deleted, nobody reaches past their own rights."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.contrib.auth.tokens import default_token_generator
from django.utils.http import urlsafe_base64_decode

from clips.models import JournalEntry
from clips.operations.errors import Incomplete, NotAllowed
from clips.operations.people import create_person, edit_group, edit_person, make_password_link, set_password
from clips.operations.site import edit_site

pytestmark = pytest.mark.django_db


def group(name):
    return Group.objects.get(name=name)


def test_a_manager_lets_somebody_in(mona, last_line):
    person = create_person("kim", by=mona, groups=[group("Author")], first_name="Kim")
    assert person.is_staff
    assert person.has_perm("clips.create_clip")
    assert not person.has_usable_password()
    assert last_line()[:2] == ("create_person", mona.pk)


def test_a_username_is_given_once(mona, alice):
    with pytest.raises(Incomplete) as refusal:
        create_person("alice", by=mona)
    assert list(refusal.value.problems) == ["username"]


def test_a_password_link_works_once(mona, alice):
    uid, token = make_password_link(alice, by=mona)
    assert int(urlsafe_base64_decode(uid)) == alice.pk
    assert default_token_generator.check_token(alice, token)
    set_password(alice, "ein neues Passwort", by=mona)
    assert not default_token_generator.check_token(User.objects.get(pk=alice.pk), token)


def test_the_link_is_written_nowhere(mona, alice):
    _uid, token = make_password_link(alice, by=mona)
    assert token not in str(list(JournalEntry.objects.values()))


def test_somebody_who_left_can_be_locked_out(mona, alice):
    person = edit_person(alice, by=mona, groups=[], is_active=False)
    assert not person.is_active
    with pytest.raises(Incomplete):
        make_password_link(person, by=mona)


def test_nobody_locks_themselves_out(mona):
    with pytest.raises(Incomplete):
        edit_person(mona, by=mona, groups=[group("Manager")], is_active=False)


def test_a_manager_does_not_touch_a_superuser(mona):
    root = User.objects.create_superuser("root")
    for attempt in (
        lambda: make_password_link(root, by=mona),
        lambda: edit_person(root, by=mona, groups=[], is_active=False),
        lambda: set_password(root, "gekapert", by=mona),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_nobody_gains_a_right_through_somebody_else(alice, mona):
    group("Author").permissions.add(Permission.objects.get(codename="edit_person"))
    alice = User.objects.get(pk=alice.pk)
    for attempt in (
        lambda: edit_person(alice, by=alice, groups=[group("Manager")], is_active=True),
        lambda: create_person("kim", by=alice, groups=[group("Manager")]),
        lambda: set_password(mona, "gekapert", by=alice),
        lambda: make_password_link(mona, by=alice),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_a_group_gets_what_the_manager_ticks(mona, alice):
    edit_group(group("Author"), Permission.objects.filter(codename="create_tag"), by=mona)
    assert User.objects.get(pk=alice.pk).get_all_permissions() == {"clips.create_tag"}


def test_nobody_gives_what_is_not_the_newsroom_s(mona):
    with pytest.raises(NotAllowed):
        edit_group(group("Author"), Permission.objects.filter(codename="add_user"), by=mona)


@pytest.mark.parametrize("name", ["alice", "vera", "max", "otto"])
def test_all_of_it_is_for_managers(name, request):
    person = request.getfixturevalue(name)
    for attempt in (
        lambda: create_person("kim", by=person),
        lambda: edit_person(person, by=person, groups=[group("Manager")], is_active=True),
        lambda: make_password_link(person, by=person),
        lambda: edit_group(group("Author"), [], by=person),
        lambda: edit_site(by=person, name="Meins"),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_the_site_gets_a_name(mona, last_line):
    site = edit_site(by=mona, name="Auental kurz", language="en")
    assert (site.name, site.language, site.tagline) == ("Auental kurz", "en", "")
    assert "site" in last_line()[2]
