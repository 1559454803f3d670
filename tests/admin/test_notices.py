"""Notices at the desk: the list, and the page on which a draft is written; nothing there reaches readers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clips.models import JournalEntry, Notice, NoticeVersion
from tests.make import (
    make_clip,
    make_draft,
    make_notice,
    make_notice_version,
    make_person,
    make_rule,
    make_section,
    make_tag,
)

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:clips_notice_changelist"), reverse("admin:clips_notice_add")
REMARK = {"remarks_region": ["AT"], "remarks_label": ["Hinweis für Österreich"], "remarks_html": ["<p>Nur dort.</p>"]}
STORED = [{"region": "AT", "label": "Hinweis für Österreich", "html": "<p>Nur dort.</p>"}]
SOON = timedelta(days=1)


def change(notice):
    return reverse("admin:clips_notice_change", args=[notice.pk])


def words(notice=None, html="<p>Neu gefasst.</p>", **fields):
    version = {"version": notice.version} if notice is not None else {}
    return {"name": "Redaktion", "html": html, "action": "draft"} | version | fields


def row(client, name):
    context = client.get(LIST).context
    return next(row for row in (*context["rows"], *context["retired"]) if row.notice.name == name)


def test_a_new_notice_begins_as_a_draft(at_desk, mona):
    answer = at_desk(mona).post(ADD, words(optional="on") | REMARK)
    notice = Notice.objects.get()
    assert answer.url == change(notice) and not notice.versions.exists()
    assert (notice.name, notice.draft_html, notice.draft_optional) == ("Redaktion", "<p>Neu gefasst.</p>", True)
    assert (notice.draft_remarks, notice.drafted_by) == (STORED, mona)


def test_a_draft_may_be_half_finished(at_desk, mona):
    half = {"remarks_region": ["Ö"], "remarks_label": [""], "remarks_html": ["<p>Noch</p>"]}
    at_desk(mona).post(ADD, words(html="") | half)
    assert Notice.objects.get().draft_remarks == [{"region": "Ö", "label": "", "html": "<p>Noch</p>"}]


def test_the_form_begins_with_the_newest_text_and_goes_on_with_the_draft(at_desk, mona):
    notice, client = make_notice(html="<p>Veröffentlicht.</p>", remarks=STORED), at_desk(mona)
    page = client.get(change(notice)).content.decode()
    assert 'value="AT"' in page and "Nur dort." in page and page.count('name="remarks_region"') == 3
    assert client.get(change(notice)).context["form"]["optional"].value() is True
    client.post(change(notice), words(notice, "<p>Im Entwurf.</p>"))
    assert client.get(change(notice)).context["form"]["html"].value() == "<p>Im Entwurf.</p>"


def test_a_draft_leaves_what_readers_see(at_desk, mona, client):
    notice, clip = make_notice(html="<p>Gilt.</p>"), make_clip()
    make_rule(notice)
    at_desk(mona).post(change(notice), words(notice))
    page = client.get(clip.get_absolute_url()).content.decode()
    assert "Gilt." in page and "Neu gefasst." not in page


def test_a_draft_is_discarded(at_desk, mona):
    notice = make_draft()
    at_desk(mona).post(change(notice), words(notice, action="discard"))
    assert not Notice.objects.get().has_draft
    assert JournalEntry.objects.get().verb == "discard_notice_draft"


def test_publish_keeps_the_draft_and_leads_to_the_page_before_publishing(at_desk, mona):
    notice = make_draft()
    answer = at_desk(mona).post(change(notice), words(notice, "<p>Fertig.</p>", action="publish"))
    assert answer.url == reverse("admin:publish-notice-version", args=[notice.pk])
    assert Notice.objects.get().draft_html == "<p>Fertig.</p>" and not NoticeVersion.objects.exists()


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("html", {"html": "<p> </p>"}),
        ("remarks", REMARK | {"remarks_region": ["ÖS"]}),
        ("remarks", REMARK | {"remarks_label": [""]}),
    ],
)
def test_what_cannot_be_published_is_said_beside_its_field_with_all_that_was_typed(at_desk, mona, field, sent):
    notice = make_draft(html="<p>Alt.</p>")
    answer = at_desk(mona).post(change(notice), words(notice, action="publish", name="Anders") | sent)
    page = answer.content.decode()
    assert field in answer.context["form"].errors and 'value="Anders"' in page
    assert ("Nur dort." in page) == (field == "remarks")
    assert Notice.objects.get().draft_html == "<p>Alt.</p>"


@pytest.mark.parametrize("sent", [{"name": ""}, {"name": "VERGEBEN"}])
def test_a_name_is_needed_and_given_once(at_desk, mona, sent):
    make_notice("Vergeben")
    answer = at_desk(mona).post(ADD, words() | sent | REMARK)
    assert "name" in answer.context["form"].errors and "Nur dort." in answer.content.decode()
    assert Notice.objects.count() == 1


def test_what_a_colleague_saved_meanwhile_is_shown_and_nothing_typed_is_lost(at_desk, mona):
    notice, client = make_draft(html="<p>Von der Kollegin.</p>", drafted_by=mona), at_desk(mona)
    answer = client.post(change(notice), words(notice, "<p>Meines.</p>", version=notice.version + 1))
    page = answer.content.decode()
    assert "Meines." in page and "What Mona saved meanwhile" in page and "Von der Kollegin." in page
    assert Notice.objects.get().draft_html == "<p>Von der Kollegin.</p>"
    client.post(change(notice), words(notice, "<p>Meines.</p>", version=99, overwrite=notice.version))
    assert Notice.objects.get().draft_html == "<p>Meines.</p>"


def test_the_list_says_where_each_stands_in_words(at_desk, mona):
    notice, client = make_notice(html="<p>Gilt jetzt.</p>"), at_desk(mona)
    for subject in (make_tag("Elbe"), make_section("Sport"), "de", ""):
        make_rule(notice, subject)
    make_rule(notice, "en", ends_at=timezone.now())
    found = row(client, "Redaktion")
    assert sorted(found.places) == ["Language: German", "Section: Sport", "Tag: Elbe", "Whole site"]
    assert (found.beginning, found.state.name) == ("Gilt jetzt.", "live")


def test_the_list_tells_drafts_plans_and_retired_ones_apart(at_desk, mona):
    client = at_desk(mona)
    make_draft("Entwurf")
    make_notice("Geplant", "<p>Gilt morgen.</p>", starts_at=timezone.now() + SOON)
    make_notice_version(make_notice("Beendet"), "", is_end=True)
    make_notice_version(make_notice("Endet"), "", is_end=True, starts_at=timezone.now() + SOON)
    states = {name: row(client, name).state.name for name in ("Entwurf", "Geplant", "Beendet", "Endet")}
    assert states == {"Entwurf": "draft", "Geplant": "scheduled", "Beendet": "withdrawn", "Endet": "live"}
    assert [row.notice.name for row in client.get(LIST).context["retired"]] == ["Beendet"]
    assert row(client, "Geplant").beginning == "Gilt morgen." and "will be retired" in row(client, "Endet").plans[0]


def test_the_list_counts_the_public_clips_that_chose_it_themselves(at_desk, mona):
    notice = make_notice()
    for status in ("published", "published", "draft"):
        make_clip(notice_choice="own", notice=notice, status=status)
    assert row(at_desk(mona), "Redaktion").chosen == 2


def test_the_list_costs_the_same_for_many_notices(at_desk, mona, django_assert_num_queries):
    client = at_desk(mona)
    for number in range(8):
        notice = make_notice(f"Notiz {number}")
        make_clip(notice_choice="own", notice=notice), make_rule(notice, make_tag(f"Tag {number}"))
    # Session, person, permissions (2), the site's name; notices, versions (2), rules, choices.
    with django_assert_num_queries(10):
        client.get(LIST)


def test_a_version_that_was_overtaken_is_told_from_an_earlier_one(at_desk, mona):
    notice = make_notice()
    make_notice_version(notice, "<p>Überholt.</p>", starts_at=timezone.now() + SOON)
    make_notice_version(notice, "<p>Gilt.</p>", published_by=mona, reason="Genauer")
    make_notice_version(notice, "<p>Bald.</p>", starts_at=timezone.now() + SOON)
    answer = at_desk(mona).get(change(notice))
    assert [str(state.word) for _version, state in answer.context["versions"]] == [
        *("planned", "applies now", "never began", "earlier")
    ]
    assert "Mona · Genauer" in answer.content.decode()


def test_what_is_planned_stands_open_with_the_way_to_call_it_off(at_desk, mona):
    notice = make_notice()
    make_notice_version(notice, "<p>Morgen.</p>", starts_at=timezone.now() + timedelta(days=1))
    content = at_desk(mona).get(change(notice)).content.decode()
    planned = content[content.index('<li class="sheet" value="2">') :]
    assert planned.index("<details open>") < planned.index("Call it off") < planned.index("</details>")


def test_the_page_costs_the_same_for_many_versions_and_rules(at_desk, mona, django_assert_num_queries):
    notice, client = make_notice(), at_desk(mona)
    for number in range(6):
        make_notice_version(notice, f"<p>{number}</p>", published_by=make_person(f"p{number}"))
        make_rule(notice, make_tag(f"Tag {number}"))
    # Session, person, permissions (2), the site's name; notice, last text, versions, rules, choices.
    with django_assert_num_queries(10):
        client.get(change(notice))


def test_what_stood_somewhere_is_not_deleted_and_the_page_says_where_it_is_used(at_desk, mona):
    notice, client = make_notice(), at_desk(mona)
    make_rule(notice, make_tag("Elbe"))
    clip = make_clip("Hat sie gewählt", notice_choice="own", notice=notice)
    address = reverse("admin:clips_notice_delete", args=[notice.pk])
    page = client.get(address).content.decode()
    assert all(word in page for word in ("1 version was published", "Tag: Elbe", "Hat sie gewählt"))
    assert f"/clip/{clip.pk}/change/" in page and "Keep it" not in page
    assert "cannot be deleted" in client.post(address).content.decode() and Notice.objects.exists()


def test_what_never_stood_anywhere_is_deleted(at_desk, mona):
    address = reverse("admin:clips_notice_delete", args=[make_draft().pk])
    assert at_desk(mona).post(address).url == LIST and not Notice.objects.exists()


@pytest.mark.parametrize("name", ["vera", "max"])
def test_whoever_reads_all_clips_reads_notices_too(at_desk, name, request):
    notice = make_notice(html="<p>Zu lesen.</p>")
    client = at_desk(request.getfixturevalue(name))
    page = client.get(change(notice)).content.decode()
    assert client.get(LIST).status_code == 200 and "Zu lesen." in page
    assert 'id="notice-form"' not in page and "Retire" not in page


@pytest.mark.parametrize("name", ["alice", "otto"])
def test_nobody_else_reads_them(at_desk, name, request):
    notice, client = make_notice(), at_desk(request.getfixturevalue(name))
    assert {client.get(address).status_code for address in (LIST, change(notice))} <= {302, 403}


@pytest.mark.parametrize("name", ["alice", "vera", "max"])
@pytest.mark.parametrize("action", ["draft", "publish", "discard"])
def test_forged_requests_are_refused_and_journaled(at_desk, name, action, request):
    notice, client = make_draft(), at_desk(request.getfixturevalue(name))
    answers = [client.post(change(notice), words(notice, "<p>Falsch.</p>", action=action)), client.post(ADD, words())]
    assert {answer.status_code for answer in answers} == {403}
    assert Notice.objects.get().draft_html == "<p>Neu gefasst.</p>"
    assert set(JournalEntry.objects.values_list("verb", flat=True)) == {"refuse"}
    assert JournalEntry.objects.count() == 2


@pytest.mark.parametrize("name", ["alice", "vera", "max"])
def test_forged_deletions_are_refused_and_journaled(at_desk, name, request):
    address = reverse("admin:clips_notice_delete", args=[make_draft().pk])
    assert at_desk(request.getfixturevalue(name)).post(address).status_code == 403
    assert Notice.objects.exists() and JournalEntry.objects.get().details == {"verb": "delete_notice"}
