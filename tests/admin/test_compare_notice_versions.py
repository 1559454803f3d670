"""Two versions of a notice side by side, or a version and the draft."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.make import make_notice, make_notice_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(db):
    notice = make_notice(html="<p>Das erste Wort.</p>")
    make_notice_version(notice, "<p>Das zweite Wort.</p>", optional=False)
    return notice


def compare(client, notice, a, b):
    return client.get(reverse("admin:compare-notice-versions", args=[notice.pk]), {"a": a, "b": b})


@pytest.mark.parametrize(("a", "b"), [("1", "2"), ("2", "1")])
def test_the_older_one_stands_left_and_the_words_are_marked(at_desk, vera, notice, a, b):
    answer = compare(at_desk(vera), notice, a, b)
    page = answer.content.decode()
    assert (answer.context["old"].name, answer.context["new"].name) == ("Version 1", "Version 2")
    assert page.count("<del>") == page.count("<ins>") == 2
    assert [field.label for field in answer.context["changed"]] == ["Text", "Clips may do without it"]


def test_the_draft_is_newer_than_all(at_desk, mona, notice):
    notice.draft_html, notice.drafted_at = "<p>Das dritte Wort.</p>", timezone.now()
    notice.save()
    assert compare(at_desk(mona), notice, "draft", "2").context["new"].name == "Draft"


@pytest.mark.parametrize(("a", "b"), [("1", "1"), ("1", "draft"), ("", "2"), ("x", "9"), ("1", "9" * 30)])
def test_without_two_of_them_there_is_nothing_to_compare(at_desk, mona, notice, a, b):
    answer = compare(at_desk(mona), notice, a, b)
    assert answer.url == reverse("admin:clips_notice_change", args=[notice.pk])


def test_authors_do_not_read_it(at_desk, alice, notice):
    assert compare(at_desk(alice), notice, "1", "2").status_code == 403
