"""Numbers that nothing of ours ever had, wherever the desk takes one: never an error of the server."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from clips.admin.numbers import read_number
from tests.admin.conftest import add_address
from tests.make import make_picture

pytestmark = pytest.mark.django_db

SHEET = reverse("admin:clips_clip_changelist")
HUGE = pytest.mark.parametrize("digits", ["9" * 30, "9" * 5000], ids=["30", "5000"])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("17", 17),
        ("0", 0),
        ("9" * 18, 10**18 - 1),
        (5, 5),
        ("9" * 19, None),
        ("", None),
        ("-1", None),
        ("1.0", None),
        ("٣", None),
        ("²", None),
        (None, None),
    ],
)
def test_only_short_ascii_digits_are_a_number(text, number):
    assert read_number(text) == number


@HUGE
def test_ticks_are_a_bad_request(at_desk, vera, digits):
    assert at_desk(vera).post(SHEET, {"action": "publish", "chosen": [digits]}).status_code == 400


@HUGE
@pytest.mark.parametrize("name", ["section", "p", "q", "date"])
def test_filters_are_left_out(at_desk, vera, name, digits):
    assert at_desk(vera).get(SHEET, {name: digits}).status_code == 200


@HUGE
def test_a_notice_to_keep_is_a_missing_one(at_desk, mona, digits):
    answer = at_desk(mona).post(reverse("admin:keep_notice"), {"notice": digits, "name": "Neu", "text": "Ein Satz."})
    assert answer.status_code == 404


@HUGE
@pytest.mark.parametrize("name", ["picture", "section", "notice"])
def test_a_choice_is_refused_at_its_field(at_desk, vera, typed, name, digits):
    value = f"own:{digits}" if name == "notice" else digits
    answer = at_desk(vera).post(add_address(), typed(action="save") | {name: value})
    assert answer.context["form"].errors[name]


@HUGE
def test_tags_and_lines_are_not_there(at_desk, vera, typed, digits):
    lines = {"relations_target": [digits], "relations_url": [""], "relations_title": [""]}
    sent = typed(action="save", tags=[f"id:{digits}"], tags_loaded=[digits], picture=make_picture().pk, **lines)
    assert at_desk(vera).post(add_address(), sent).status_code == 302


@HUGE
def test_groups_and_rights_are_refused_at_their_field(at_desk, mona, digits):
    client = at_desk(mona)
    person = client.post(reverse("admin:auth_user_add"), {"username": "neu", "groups": [digits]})
    address = reverse("admin:auth_group_change", args=[Group.objects.get(name="Author").pk])
    group = client.post(address, {"permissions": [digits]})
    assert person.context["form"].errors["groups"] and group.context["form"].errors["permissions"]
