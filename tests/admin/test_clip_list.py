"""The run sheet: who sees what, in which order, and how many queries that takes."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from clips.admin import clip_list
from clips.models import Clip, JournalEntry
from tests.make import make_clip, make_clips, make_findable, make_section, make_tag, put_tag

pytestmark = pytest.mark.django_db

SHEET = "/admin/clips/clip/"


@pytest.fixture
def sheet(at_desk, vera):
    """A function that answers the headlines on the sheet for these words of the address."""

    def read(person=vera, **query):
        return [row.clip.headline for row in at_desk(person).get(SHEET, query).context["rows"]]

    return read


@pytest.fixture
def one_of_each(db, alice):
    now, day = timezone.now(), timedelta(days=1)
    make_clip("live")
    make_clip("scheduled", publish_at=now + day)
    make_clip("expired", expire_at=now - timedelta(minutes=1))
    for status in ("draft", "in_review", "withdrawn"):
        make_clip(status, status=status, created_by=alice)


@pytest.mark.parametrize("state", ["live", "scheduled", "expired", "draft", "in_review", "withdrawn"])
def test_each_state_lists_its_own(sheet, one_of_each, state):
    assert sheet(state=state) == [state]


def test_what_was_saved_last_comes_first(sheet, one_of_each):
    assert sheet() == ["withdrawn", "in_review", "draft", "expired", "scheduled", "live"]


def test_an_author_sees_their_own_and_what_was_published(sheet, one_of_each, alice):
    make_clip("draft of Vera", status="draft")
    assert "draft of Vera" not in sheet(alice)
    assert sheet(alice, author="me") == ["withdrawn", "in_review", "draft"]


def test_a_tag_shows_its_clips_in_any_state_those_that_got_it_last_first(sheet):
    tag = make_tag("Elbe")
    make_clip("Alt", tags=[tag]), make_clip("Ohne"), make_clip("Entwurf", tags=[tag], status="draft")
    assert sheet(tag=tag.pk) == ["Entwurf", "Alt"]
    assert sheet(tag=tag.pk, state="live") == ["Alt"]
    assert len(sheet(tag=999)) == 3


@pytest.mark.parametrize("busy", [-1, 100])
@pytest.mark.parametrize("state", ["live", "scheduled", "expired", "draft", "in_review", "withdrawn"])
def test_a_tag_shows_its_clips_of_each_state_however_busy_it_is(sheet, one_of_each, state, busy, monkeypatch):
    monkeypatch.setattr(clip_list, "BUSY", busy)
    tag = make_tag("Elbe")
    put_tag(Clip.objects.get(headline=state), tag)
    make_clip("ohne", status="draft"), make_clip("auch ohne")
    assert sheet(state=state, tag=tag.pk) == [state]


def test_a_tag_shows_its_clips_of_a_day(sheet):
    tag, day = make_tag("Elbe"), datetime(2024, 5, 12, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    for number, hours in enumerate((-13, -1, 1, 13)):
        make_clip(str(number), tags=[tag], publish_at=day + timedelta(hours=hours))
    make_clip("ohne", publish_at=day)
    assert sheet(tag=tag.pk, date="2024-05-12") == ["2", "1"]
    assert sheet(tag=tag.pk, date="2024-05-12", state="live") == ["2", "1"]


def test_sections_languages_and_words_narrow_it(sheet):
    sport = make_section("Sport")
    make_findable("Elbe im Sport", section=sport)
    make_findable("Elbe in English", language="en")
    assert sheet(section=sport.pk) == ["Elbe im Sport"]
    assert sheet(language="en") == ["Elbe in English"]
    assert sheet(q="sport elbe") == ["Elbe im Sport"]


def test_years_lead_to_months_and_months_to_days_in_the_sites_zone(at_desk, vera):
    berlin = ZoneInfo("Europe/Berlin")
    make_clip("Silvester", publish_at=datetime(2024, 12, 31, 23, 30, tzinfo=berlin))
    make_clip("Neujahr", publish_at=datetime(2025, 1, 1, 0, 10, tzinfo=berlin))
    client = at_desk(vera)
    keys = {
        date: [p.key for p in client.get(SHEET, {"date": date}).context["periods"]] for date in ("", "2024", "2024-12")
    }
    assert keys == {"": ["2025", "2024"], "2024": ["2024-12"], "2024-12": ["2024-12-31"]}
    rows = client.get(SHEET, {"date": "2024-12-31"}).context["rows"]
    assert [row.clip.headline for row in rows] == ["Silvester"]


@pytest.mark.parametrize(
    "query",
    [
        "date=2024-13",
        "date=x-y",
        "date=2024-02-31",
        "p=-1",
        "p=zwei",
        "section=²",
        "state=?",
        "q=%00%25_'",
        "p=99999999",
    ],
)
def test_a_wrong_address_is_a_sheet_all_the_same(at_desk, vera, query):
    assert at_desk(vera).get(f"{SHEET}?{query}").status_code == 200


def test_pages_know_only_the_next_and_the_one_before(at_desk, vera):
    make_clips(51)
    first, second = (at_desk(vera).get(SHEET, {"p": page}).context for page in (1, 2))
    assert (len(first["rows"]), first["next_page"], first["previous_page"]) == (50, 2, None)
    assert (len(second["rows"]), second["next_page"], second["previous_page"]) == (1, None, 1)


@pytest.mark.parametrize(("count", "queries"), [(1, 11), (40, 11)])
def test_the_number_of_queries_does_not_grow_with_the_rows(at_desk, vera, django_assert_num_queries, count, queries):
    tags = [make_tag(name) for name in ("A", "B", "C", "D")]
    make_clips(count, created_by=vera, tags=tags)
    client = at_desk(vera)
    with django_assert_num_queries(queries):
        page = client.get(SHEET).content.decode()
    assert "+1" in page


def test_nor_with_drafts_that_could_have_a_working_copy(at_desk, vera, django_assert_num_queries):
    make_clips(20, status="draft", created_by=vera)
    client = at_desk(vera)
    with django_assert_num_queries(11):
        client.get(SHEET, {"state": "draft"})


@pytest.mark.parametrize("state", ["returned", "expiring", "lost"])
def test_what_needs_somebody_stands_among_the_states_only_while_it_is_chosen(at_desk, vera, state):
    client = at_desk(vera)
    resting, chosen = (client.get(SHEET, query).context["states"] for query in ({}, {"state": state}))
    assert state not in [name for name, *_words in resting]
    assert state in [name for name, *_words in chosen]


def test_nothing_is_counted(at_desk, vera, django_assert_max_num_queries):
    make_clip()
    client = at_desk(vera)
    with django_assert_max_num_queries(13) as queries:
        client.get(SHEET, {"q": "rathaus", "state": "live", "date": "2026"})
    assert not [query for query in queries.captured_queries if "COUNT(" in query["sql"]]


def bulk(client, action, clips, **more):
    return client.post(SHEET, {"action": action, "chosen": [clip.pk for clip in clips], **more}, follow=True)


def test_withdrawing_many_is_asked_first_with_their_headlines(at_desk, vera):
    clips = make_clips(3)
    page = bulk(at_desk(vera), "withdraw", clips).content.decode()
    assert "Withdraw these 3 clips?" in page
    assert "Meldung Nummer 2" in page
    assert not Clip.objects.withdrawn().exists()


def test_withdrawing_many_is_one_operation_each_and_told_in_numbers(at_desk, vera):
    clips = make_clips(3)
    answer = bulk(at_desk(vera), "withdraw", clips, confirmed="yes", reason="Verwechslung")
    assert "3 clips withdrawn" in answer.content.decode()
    lines = JournalEntry.objects.filter(verb="withdraw_clip")
    assert [line.details["reason"] for line in lines] == ["Verwechslung"] * 3


def test_one_that_is_refused_is_named_and_the_others_are_published(at_desk, vera):
    ready, empty = make_clip("Fertig", status="draft"), make_clip("Leer", status="draft", lede="")
    page = bulk(at_desk(vera), "publish", [ready, empty], confirmed="yes").content.decode()
    assert "1 clip published." in page
    assert "“Leer”: A lede is needed" in page
    assert [clip.headline for clip in Clip.objects.published()] == ["Fertig"]


def test_what_is_only_scheduled_is_counted_apart(at_desk, vera):
    later = timezone.now() + timedelta(days=2)
    clips = [make_clip(status="draft"), *(make_clip(status="draft", publish_at=later) for _number in range(2))]
    page = bulk(at_desk(vera), "publish", clips, confirmed="yes").content.decode()
    assert "1 clip published. 2 clips scheduled." in page


def test_only_those_that_fit_are_counted_and_the_others_are_named(at_desk, vera):
    live, draft = make_clip("Steht schon da"), make_clip("Noch Entwurf", status="draft")
    context = bulk(at_desk(vera), "withdraw", [live, draft]).context
    assert context["question"] == "Withdraw this clip?"
    assert [[row.clip for row in context[name]] for name in ("rows", "others")] == [[live], [draft]]


def test_where_none_fits_nothing_is_asked(at_desk, vera):
    page = bulk(at_desk(vera), "withdraw", [make_clip(status="draft")]).content.decode()
    assert "None of the ticked clips can be withdrawn." in page


def test_nothing_ticked_does_nothing_and_says_so(at_desk, vera):
    assert "Tick the clips first." in bulk(at_desk(vera), "publish", []).content.decode()


def test_an_author_is_offered_no_bulk_and_gets_none_by_hand(at_desk, alice):
    clip = make_clip()
    client = at_desk(alice)
    assert b'name="chosen"' not in client.get(SHEET).content
    assert bulk(client, "withdraw", [clip], confirmed="yes").status_code == 403
    assert Clip.objects.published().exists()


def test_the_address_has_a_name():
    assert reverse("admin:clips_clip_changelist") == SHEET
