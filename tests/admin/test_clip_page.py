"""What stands above the clip form: why it came back, or why it cannot be changed."""

import pytest
from django.urls import reverse

from clips.operations.review import return_clip, submit_clip
from clips.operations.writing import ClipEdit
from tests.make import make_clip

pytestmark = pytest.mark.django_db


def open_clip(client, clip):
    return client.get(reverse("admin:clips_clip_change", args=[clip.pk])).content.decode()


def test_a_returned_clip_shows_the_remark_until_it_is_submitted_again(at_desk, alice, vera):
    clip = make_clip(status="in_review", created_by=alice)
    clip = return_clip(clip, ClipEdit(), by=vera, remark="Bitte die Zahl prüfen")
    page = open_clip(at_desk(alice), clip)
    assert "Bitte die Zahl prüfen" in page
    assert "Returned by" in page
    submit_clip(clip, ClipEdit(), by=alice)
    assert "Bitte die Zahl prüfen" not in open_clip(at_desk(alice), clip)


def test_a_closed_form_says_why(at_desk, alice, vera):
    mine, other = make_clip(status="in_review", created_by=alice), make_clip(created_by=vera)
    assert "an editor has it now" in open_clip(at_desk(alice), mine)
    assert "You may read this clip" in open_clip(at_desk(alice), other)
    assert "clip-notice" not in open_clip(at_desk(vera), other)


def test_a_pasted_notice_stays_on_a_refused_form_and_its_loss_is_said(at_desk, vera, typed):
    client, address = at_desk(vera), reverse("admin:clips_clip_add")
    refused = client.post(address, typed(pasted_notice="Die Angaben sind geprüft.", headline="x" * 201))
    assert "<p>Die Angaben sind geprüft.</p>" in refused.content.decode()
    assert 'name="pasted_notice" value="Die Angaben sind geprüft."' in refused.content.decode()
    saved = client.post(address, typed(pasted_notice="Die Angaben sind geprüft."), follow=True)
    assert "The notice of the pasted text was not kept." in saved.content.decode()
    assert "not kept" not in client.post(address, typed(), follow=True).content.decode()


def test_only_the_line_at_fault_is_marked(at_desk, vera, typed):
    lines = {"relations_target": ["", ""], "relations_title": ["Gut", "Schlecht"]}
    lines["relations_url"] = ["https://example.org/", "ftp://example.org/"]
    page = at_desk(vera).post(reverse("admin:clips_clip_add"), typed(**lines)).content.decode()
    assert page.count('class="line has-error"') == 1
    assert page.index("Gut") < page.index('class="line has-error"') < page.index("Schlecht")
