"""The page of a clip's shared previews: made, listed, revoked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clips.models import JournalEntry, Preview
from tests.admin.conftest import add_address, change_address
from tests.make import make_clip, make_preview

pytestmark = pytest.mark.django_db


def address(clip):
    return reverse("admin:clip_previews", args=[clip.pk])


@pytest.mark.parametrize("days", [1, 7, 30])
def test_a_link_is_made_for_as_long_as_chosen_and_listed_whole(at_desk, alice, days):
    clip = make_clip(status="draft", created_by=alice)
    answer = at_desk(alice).post(address(clip), {"days": days}, follow=True)
    link = Preview.objects.get()
    assert link.expires_at - link.created_at == timedelta(days=days)
    assert f"http://testserver/preview/{link.token}/" in answer.content.decode()
    assert JournalEntry.objects.get().verb == "share_clip"


@pytest.mark.parametrize("days", ["", "2", "x", "99999999999"])
def test_another_number_of_days_is_refused_at_its_field(at_desk, vera, days):
    answer = at_desk(vera).post(address(make_clip(status="draft")), {"days": days})
    assert answer.context["form"].errors["days"]
    assert not Preview.objects.exists()


def test_only_links_that_work_are_listed(at_desk, vera):
    clip, now = make_clip(status="draft"), timezone.now()
    works = make_preview(clip, "works", created_by=vera)
    make_preview(clip, "over", expires_at=now), make_preview(clip, "gone", revoked_at=now)
    make_preview(make_clip(status="draft"), "other")
    answer = at_desk(vera).get(address(clip))
    assert [link.preview for link in answer.context["links"]] == [works]
    assert "Made by Vera" in answer.content.decode()


def test_a_link_is_revoked(at_desk, vera, client):
    link = make_preview(make_clip(status="draft"))
    answer = at_desk(vera).post(address(link.clip), {"revoke": link.pk}, follow=True)
    assert "Revoked" in answer.content.decode()
    assert client.get(link.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("number", ["other", "", "x", "9" * 40])
def test_a_link_of_another_clip_is_not_revoked_here(at_desk, vera, number):
    clip, other = make_clip(status="draft"), make_preview(make_clip(status="draft"))
    answer = at_desk(vera).post(address(clip), {"revoke": other.pk if number == "other" else number})
    assert answer.status_code == 404
    assert Preview.objects.get().revoked_at is None


def test_who_may_not_share_the_clip_sees_no_link(at_desk, alice, max, vera):
    draft, live = make_clip(status="draft", created_by=vera), make_clip("Live", created_by=vera)
    make_preview(draft), make_preview(live, "live")
    assert at_desk(alice).get(address(draft)).status_code == 404
    assert at_desk(alice).get(address(live)).status_code == 403
    assert at_desk(max).get(address(draft)).status_code == 403
    assert at_desk(alice).post(address(live), {"days": 7}).status_code == 403
    assert Preview.objects.count() == 2


def test_the_form_leads_there_once_the_clip_is_stored(at_desk, alice, vera):
    own, live = make_clip(status="draft", created_by=alice), make_clip("Live", created_by=vera)
    client = at_desk(alice)
    assert address(own) in client.get(change_address(own)).content.decode()
    assert address(live) not in client.get(change_address(live)).content.decode()
    assert "/previews/" not in client.get(add_address()).content.decode()


def test_the_form_names_the_addresses_of_its_previews(at_desk, alice):
    clip, client = make_clip(status="draft", created_by=alice), at_desk(alice)
    typed = f'data-typed="{reverse("public:clip-preview", args=["tab"])}"'
    saved = f'data-saved="{reverse("public:desk-preview", args=[clip.pk])}"'
    pages = [client.get(where).content.decode() for where in (add_address(), change_address(clip))]
    assert [(typed in page, saved in page) for page in pages] == [(True, False), (True, True)]
