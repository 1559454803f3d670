"""Groups at the desk: what each may do, in words."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from clips.admin.groups import WORDS

pytestmark = pytest.mark.django_db
LIST = reverse("admin:auth_group_changelist")


def page_of(name):
    return reverse("admin:auth_group_change", args=[Group.objects.get(name=name).pk])


def rights(name):
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


def numbers(*codenames):
    return list(Permission.objects.filter(codename__in=codenames).values_list("pk", flat=True))


def test_the_list_says_in_words_what_a_group_may_do(at_desk, mona):
    page = at_desk(mona).get(LIST).content.decode()
    assert "Submit clips for review" in page and "submit_clip" not in page


def test_every_right_of_the_newsroom_is_a_checkbox_and_no_other(at_desk, mona):
    form = at_desk(mona).get(page_of("Author")).context["form"]
    assert {row.codename for row in form.fields["permissions"].queryset} == set(WORDS)


def test_a_manager_decides_what_a_group_may_do(at_desk, mona):
    at_desk(mona).post(page_of("Author"), {"permissions": numbers("create_clip", "publish_clip")})
    assert rights("Author") == {"create_clip", "publish_clip"}


def test_a_right_that_is_not_the_newsrooms_cannot_be_forged(at_desk, mona):
    answer = at_desk(mona).post(page_of("Author"), {"permissions": numbers("delete_user")})
    assert "permissions" in answer.context["form"].errors and "submit_clip" in rights("Author")


def test_others_are_refused_and_change_nothing(at_desk, vera):
    client, before = at_desk(vera), rights("Author")
    answers = [client.get(LIST), client.post(page_of("Author"), {"permissions": numbers("publish_clip")})]
    assert {answer.status_code for answer in answers} == {403} and rights("Author") == before


def test_groups_are_neither_made_nor_deleted_here(at_desk, mona):
    client = at_desk(mona)
    answers = [client.post(reverse("admin:auth_group_add"), {"name": "Gäste"})]
    answers.append(client.post(page_of("Author").replace("change", "delete")))
    assert {answer.status_code for answer in answers} == {403} and Group.objects.count() == 4


def test_managing_people_stands_under_people(at_desk, mona):
    sets = dict(at_desk(mona).get(page_of("Manager")).context["sets"])
    assert [box.choice_label for box in sets["People"]] == ["Manage people"]
    assert [box.choice_label for box in sets["Site settings"]] == ["Change the site settings"]
