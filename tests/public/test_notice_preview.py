"""The preview of a notice: what a manager has typed, at the foot of real clips; nothing is stored."""

import pytest
from django.test import Client

from clips.models import JournalEntry, Notice, NoticeVersion
from tests.make import make_clip, make_draft, make_notice, make_rule, make_tag

pytestmark = pytest.mark.django_db
REMARK = {"remarks_region": ["at"], "remarks_label": ["Hinweis  für Österreich"], "remarks_html": ["<p>Nur dort.</p>"]}


def log_in(person, **options):
    client = Client(**options)
    client.force_login(person)
    return client


def preview(person, notice=None, html="<p>Getippt.</p>", **fields):
    number = notice.pk if notice is not None else 0
    return log_in(person).post(f"/admin/preview/notices/{number}/", {"html": html} | fields)


def main_of(page):
    return page.partition("<main")[2].partition("</main>")[0]


def below_the_strip(page):
    return main_of(page).partition("</form>")[2].strip()


def test_the_clip_stands_there_as_readers_have_it_with_the_typed_text_at_its_foot(mona, client):
    notice = make_notice(
        html="<p>Getippt.</p>",
        remarks=[{"region": "AT", "label": "Hinweis für Österreich", "html": "<p>Nur dort.</p>"}],
    )
    make_rule(notice)
    clip = make_clip(tags=["Elbe"])
    public = client.get(clip.get_absolute_url()).content.decode()
    shown = preview(mona, notice, **REMARK).content.decode()
    assert "Hinweis für Österreich" in shown
    assert below_the_strip(shown) == main_of(public).partition(">")[2].strip()


def test_it_shows_what_is_typed_and_stores_nothing(mona):
    notice = make_notice(html="<p>Gilt.</p>")
    make_rule(notice), make_clip()
    page = preview(mona, notice, "<p onclick=x>Neu<script>alert(1)</script></p>").content.decode()
    assert "<p>Neu</p>" in page and "Gilt." not in page
    assert not JournalEntry.objects.exists() and not Notice.objects.get().has_draft
    assert NoticeVersion.objects.count() == 1


def test_three_clips_can_be_chosen_each_with_the_rule_that_puts_it_there(mona):
    notice = make_draft()
    make_rule(notice), make_rule(notice, make_tag("Elbe"))
    make_clip("Deich", tags=["Elbe"])
    clip = make_clip("Rathaus")
    first = preview(mona, notice).content.decode()
    assert all(word in first for word in ("Deich", "Rathaus", "Schlagwort: Elbe"))
    page = preview(mona, notice, clip=str(clip.pk), **REMARK).content.decode()
    assert f'value="{clip.pk}" aria-current="true"' in page
    assert '<input type="hidden" name="remarks_html" value="&lt;p&gt;Nur dort.&lt;/p&gt;">' in page


def test_where_clips_may_do_without_it_those_that_do_come_last(mona):
    notice = make_draft()
    make_rule(notice), make_clip("Mit"), make_clip("Ohne", notice_choice="none")
    newest = 'aria-current="true">{}</button>'.format
    assert newest("Ohne") in preview(mona, notice).content.decode()
    page = preview(mona, notice, optional="on").content.decode()
    assert newest("Mit") in page and '<input type="hidden" name="optional" value="on">' in page


def test_a_clip_that_is_no_example_is_not_shown(mona):
    secret = make_clip("Streng geheim", status="draft")
    make_clip("Öffentlich")
    page = preview(mona, make_draft(), clip=str(secret.pk)).content.decode()
    assert "Streng geheim" not in page and "Öffentlich" in page


@pytest.mark.parametrize(
    "sent", [{}, {"html": ""}, {"clip": "x" * 40}, {"remarks_region": ["\x00"], "remarks_label": [""]}]
)
def test_nothing_that_is_sent_breaks_it(mona, sent):
    make_clip()
    assert log_in(mona).post("/admin/preview/notices/0/", sent).status_code == 200


def test_without_a_public_clip_the_notice_stands_alone(mona):
    assert "Getippt." in preview(mona).content.decode()


def test_pages_of_this_site_alone_may_frame_it_and_nobody_keeps_or_finds_it(mona):
    make_clip()
    response = preview(mona)
    assert response.headers["Cache-Control"] == "no-store" and "noindex" in response.headers["X-Robots-Tag"]
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert response.headers["Content-Security-Policy"].endswith("frame-ancestors 'self'")
    assert 'content="noindex, nofollow"' in response.content.decode()


def test_it_asks_for_the_token_of_the_form(mona):
    client = log_in(mona, enforce_csrf_checks=True)
    assert client.post("/admin/preview/notices/0/", {"html": "<p>Fremd</p>"}).status_code == 403


def test_it_is_asked_with_a_form_alone(mona):
    answer = log_in(mona).get("/admin/preview/notices/0/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize("name", ["alice", "vera", "max", "otto"])
def test_it_is_for_those_who_write_notices(name, request):
    make_clip()
    assert preview(request.getfixturevalue(name)).status_code == 403


def test_strangers_see_nothing(client):
    assert client.post("/admin/preview/notices/0/", {"html": "x"}).status_code == 403


def test_it_costs_the_same_for_many_clips(mona, django_assert_num_queries):
    notice = make_draft()
    for number in range(9):
        make_rule(notice, make_tag(f"Tag {number}"))
        make_clip(f"Meldung {number}", tags=[f"Tag {number}"])
    client = log_in(mona)
    # Session, person, permissions (2), settings, sections; rules, texts, three rules with their clips' tags (6); the
    # clip with tags and lines (3), corrections, dossier, suggestions (2), own notice (2).
    with django_assert_num_queries(21):
        client.post(f"/admin/preview/notices/{notice.pk}/", {"html": "<p>Neu.</p>"})
