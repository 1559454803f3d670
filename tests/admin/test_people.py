"""People at the desk, and the way in for somebody without mail."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from clips.models import JournalEntry
from tests.make import make_person

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:auth_user_changelist"), reverse("admin:auth_user_add")
WORDS = {"first_name": "Anna", "last_name": "Winter", "username": "anna", "email": ""}
PASSWORD = "Auebruecke-im-Nebel"


def page_of(person, verb="auth_user_change"):
    return reverse(f"admin:{verb}", args=[person.pk])


def group(name):
    return Group.objects.get(name=name)


def make_link(client, person):
    page = client.post(page_of(person, "make-password-link")).content.decode()
    return re.search(r"http://testserver(/admin/password/[^<\s]+)", page)[1]


def test_a_new_person_has_groups_and_no_password(at_desk, mona):
    at_desk(mona).post(ADD, WORDS | {"groups": [group("Author").pk]})
    anna = User.objects.get(username="anna")
    assert anna.is_staff and not anna.has_usable_password()
    assert [row.name for row in anna.groups.all()] == ["Author"]


def test_a_taken_name_is_said_beside_its_field(at_desk, mona, alice):
    answer = at_desk(mona).post(ADD, WORDS | {"username": "alice"})
    assert "username" in answer.context["form"].errors and "Winter" in answer.content.decode()


def test_names_groups_and_the_right_to_log_in_can_be_changed(at_desk, mona, alice):
    at_desk(mona).post(page_of(alice), WORDS | {"groups": [group("Editor").pk]})
    alice.refresh_from_db()
    assert (alice.username, alice.is_active) == ("anna", False)
    assert [row.name for row in alice.groups.all()] == ["Editor"]


def test_nobody_locks_themselves_out(at_desk, mona):
    answer = at_desk(mona).post(page_of(mona), WORDS | {"username": "mona", "groups": [group("Manager").pk]})
    mona.refresh_from_db()
    assert "is_active" in answer.context["form"].errors and mona.is_active


def test_the_list_costs_the_same_for_many_people(at_desk, mona, django_assert_num_queries):
    for number in range(12):
        make_person(f"person{number}", "Author")
    client = at_desk(mona)
    with django_assert_num_queries(9):
        client.get(LIST)


def test_with_the_link_a_person_chooses_a_password_and_it_works_once(at_desk, mona):
    anna = make_person("anna", "Author")
    link = make_link(at_desk(mona), anna)
    reader = Client()
    form = reader.get(link).url
    answer = reader.post(form, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert answer.url == reverse("admin:login") and reader.login(username="anna", password=PASSWORD)
    assert "new_password1" not in Client().get(link, follow=True).content.decode()


def test_the_link_is_shown_once_and_written_nowhere(at_desk, mona, alice):
    client = at_desk(mona)
    token = make_link(client, alice).split("/")[-2]
    assert token not in client.get(page_of(alice, "make-password-link")).content.decode()
    assert token not in str(JournalEntry.objects.values_list("details", flat=True))


def test_the_answer_with_the_link_is_kept_by_no_cache(at_desk, mona, alice):
    answer = at_desk(mona).post(page_of(alice, "make-password-link"))
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_password_that_is_too_weak_is_refused_on_the_page(at_desk, mona, alice):
    reader = Client()
    form = reader.get(make_link(at_desk(mona), alice)).url
    answer = reader.post(form, {"new_password1": "1234", "new_password2": "1234"})
    assert answer.context["form"].errors["new_password2"]


def test_a_manager_reaches_no_superuser(at_desk, mona):
    root = make_person("root", is_staff=True, is_superuser=True)
    client = at_desk(mona)
    assert client.get(page_of(root)).context["form"].fields["username"].disabled
    assert client.post(page_of(root), WORDS).status_code == 403
    assert client.post(page_of(root, "make-password-link")).status_code == 403
    root.refresh_from_db()
    assert root.username == "root"


def test_nobody_is_deleted(at_desk, mona, alice):
    assert at_desk(mona).post(page_of(alice, "auth_user_delete"), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=alice.pk).exists()


@pytest.mark.parametrize("name", ["Author", "Editor", "Moderator"])
def test_others_are_refused_and_change_nothing(at_desk, alice, name):
    client = at_desk(make_person("somebody", name))
    answers = [client.get(LIST), client.post(ADD, WORDS), client.post(page_of(alice), WORDS)]
    answers.append(client.post(page_of(alice, "make-password-link")))
    assert {answer.status_code for answer in answers} == {403}
    assert set(User.objects.values_list("username", flat=True)) == {"alice", "somebody"}


def test_whoever_chose_a_password_reads_with_which_name_to_log_in(at_desk, mona, alice, client):
    client.cookies["django_language"] = "en"
    page = client.get(make_link(at_desk(mona), alice), follow=True)
    assert "Your name for logging in: alice" in page.content.decode()
    sent = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    answer = client.post(page.redirect_chain[-1][0], sent, follow=True)
    assert "Your password is saved. Log in as alice." in answer.content.decode()


def test_a_used_link_says_so_under_a_title_of_its_own(alice, client):
    client.cookies["django_language"] = "en"
    answer = client.get(reverse("admin:set_password", args=["MQ", "used-long-ago"]))
    page = answer.content.decode()
    assert "<h1>This link no longer works</h1>" in page
    assert "This link was used or is too old. Ask for a new one." in page


@pytest.mark.parametrize("query", ["", "?o=1", "?o=1.-0"])
def test_the_list_shows_one_sort_arrow(at_desk, mona, query):
    page = at_desk(mona).get(LIST + query).content.decode()
    assert len(re.findall(r'class="[^"]*\bsorted (?:ascending|descending)', page)) == 1
