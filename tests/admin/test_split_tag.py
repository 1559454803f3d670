"""Splitting a tag: its clips are chosen by search and by ticks, what will happen is said, and then it happens."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from clips.admin import clip_choice
from clips.admin.clip_list import PAGE
from clips.models import Ledger, Tag
from tests.make import make_clip, make_clips, make_copy, make_section, make_tag, put_tag

pytestmark = pytest.mark.django_db


def split(tag):
    return reverse("admin:split-tag", args=[tag.pk])


def names(clip):
    return [row.tag.name for row in clip.clip_tags.all()]


def headlines(answer):
    return [item.row.clip.headline for item in answer.context["rows"]]


@pytest.fixture
def desk(at_desk, max):
    return at_desk(max)


@pytest.fixture
def elbe(db):
    return make_tag("Elbe")


@pytest.fixture
def send(desk, elbe):
    """What the page's own form sends, followed to where it then is."""

    def send(address=None, **query):
        return desk.get(address or split(elbe), {"shown": "", "ticked": "", **query}, follow=True)

    return send


def here(answer):
    return answer.request["PATH_INFO"] + "?" + answer.request["QUERY_STRING"]


# Searching


def test_only_clips_of_the_tag_can_be_chosen_in_any_state(desk, elbe):
    make_clip("andere", tags=["Oder"])
    for state in ("draft", "in_review", "withdrawn", "published"):
        fields = {"first_published_at": None} if state in ("draft", "in_review") else {}
        make_clip(state, status=state, tags=[elbe], **fields)
    answer = desk.get(split(elbe))
    assert sorted(headlines(answer)) == ["draft", "in_review", "published", "withdrawn"]
    assert answer.context["count"] == 4


def test_words_section_language_and_state_narrow_it(desk, elbe):
    sport = make_section("Sport")
    make_clip("Rudern auf der Elbe", section=sport, tags=[elbe])
    make_clip("Rowing", language="en", tags=[elbe])
    make_clip("Wartet", status="in_review", tags=[elbe])
    found = {
        key: headlines(desk.get(split(elbe), {key: value}))
        for key, value in {"q": "elbe rud", "section": sport.pk, "language": "en", "state": "in_review"}.items()
    }
    rudern = ["Rudern auf der Elbe"]
    assert found == {"q": rudern, "section": rudern, "language": ["Rowing"], "state": ["Wartet"]}


def test_days_are_those_of_the_sites_zone_and_the_last_one_counts(desk, elbe):
    berlin = ZoneInfo("Europe/Berlin")
    make_clip("Silvester", publish_at=datetime(2024, 12, 31, 23, 30, tzinfo=berlin), tags=[elbe])
    make_clip("Neujahr", publish_at=datetime(2025, 1, 1, 0, 10, tzinfo=berlin), tags=[elbe])
    assert headlines(desk.get(split(elbe), {"until": "2024-12-31"})) == ["Silvester"]
    assert headlines(desk.get(split(elbe), {"since": "2025-01-01", "until": "2025-01-01"})) == ["Neujahr"]


@pytest.mark.parametrize(
    "query",
    [
        {"since": "gestern"},
        {"since": "0001-01-01"},
        {"until": "9999-12-31"},
        {"section": "9" * 40},
        {"language": "fr"},
        {"state": "changed"},
        {"since": "2025-02-01", "until": "2025-01-01"},
    ],
)
def test_what_is_not_understood_is_said_beside_its_field_and_finds_nothing(desk, elbe, query):
    make_clip(tags=[elbe])
    answer = desk.get(split(elbe), query)
    assert set(answer.context["choice"].form.errors) <= set(query) and answer.context["choice"].form.errors
    assert answer.context["rows"] == []


@pytest.mark.parametrize(
    "query", ["ticked=x-1--9", f"ticked={'9' * 30}", "p=-1", "p=99999999999", "which=foo", "only=x"]
)
def test_addresses_typed_by_hand_do_no_harm(desk, elbe, query):
    make_clip(tags=[elbe])
    assert desk.get(f"{split(elbe)}?{query}").status_code == 200


@pytest.mark.parametrize("many", [1, PAGE])
def test_the_page_costs_the_same_for_one_clip_and_for_many(desk, elbe, django_assert_num_queries, many):
    make_clips(many, tags=[elbe, "Oder"])
    with django_assert_num_queries(10):
        desk.get(split(elbe), {"q": "meldung", "since": "2020-01-01"})


def test_what_was_saved_last_comes_first(desk, elbe):
    now = timezone.now()
    for hours in (1, 3, 2):
        make_clip(f"vor {hours}", saved_at=now - timedelta(hours=hours), tags=[elbe])
    assert headlines(desk.get(split(elbe))) == ["vor 1", "vor 2", "vor 3"]


def test_of_more_than_anybody_counts_the_page_says_only_that_they_are_more(desk, elbe, monkeypatch):
    monkeypatch.setattr(clip_choice, "MOST_COUNTED", 2)
    make_clips(3, tags=[elbe])
    page = desk.get(split(elbe))
    assert "More than <strong>2</strong> clips found" in page.content.decode() and len(page.context["rows"]) == 3


# Ticks


def test_ticks_stay_over_pages_and_searches_and_stand_in_the_address(send, elbe):
    clips = make_clips(PAGE + 2, tags=[elbe])
    first = send()
    shown = first.context["shown"]
    second = send(shown=shown, chosen=[clips[-1].pk, clips[-2].pk], p="2")
    assert len(second.context["rows"]) == 2 and second.context["elsewhere"] == 2
    ticked = second.context["choice"].ticked_text
    there = second.context["rows"][0].row.clip
    third = send(shown=second.context["shown"], ticked=ticked, chosen=[there.pk], q="nummer 7", search="yes")
    assert third.context["choice"].ticked == [clips[-1].pk, clips[-2].pk, there.pk]
    assert "shown" not in here(third) and "p=" not in here(third)


def test_what_is_unticked_goes_and_the_others_stay(send, elbe):
    clips = make_clips(3, tags=[elbe])
    page = send()
    ticked = "-".join(str(clip.pk) for clip in clips)
    answer = send(shown=page.context["shown"], ticked=f"{ticked}-999", chosen=[clips[1].pk])
    assert answer.context["choice"].ticked == [999, clips[1].pk]


def test_a_tick_for_what_the_page_did_not_show_is_none(send, elbe):
    clip = make_clip(tags=[elbe])
    assert send(shown="", chosen=[clip.pk]).context["choice"].ticked == []


def test_more_ticks_than_an_address_holds_are_not_lost_without_a_word(desk, elbe):
    make_clip(tags=[elbe])
    ticked = "-".join(map(str, range(1, 502)))
    assert "More than 500 cannot be ticked." in desk.get(split(elbe), {"ticked": ticked}).content.decode()


def test_the_ticked_ones_can_be_shown_alone_and_one_goes_back_to_the_search(send, elbe):
    clips = make_clips(3, tags=[elbe])
    alone = send(shown=f"{clips[0].pk}", chosen=[clips[0].pk], q="nummer 2", list="ticked")
    assert headlines(alone) == ["Meldung Nummer 1"]
    back = send(ticked=alone.context["choice"].ticked_text, only="ticked", q="nummer 2", search="yes")
    assert headlines(back) == ["Meldung Nummer 2"] and back.context["choice"].ticked == [clips[0].pk]


# What will happen


def test_the_preview_says_in_numbers_and_examples_what_apply_then_does(desk, elbe):
    oder = make_tag("Oder")
    moving, both, staying = (
        make_clip("Neiße", tags=[elbe]),
        make_clip("Zwei", tags=[elbe, oder]),
        make_clip(tags=[elbe]),
    )
    put_tag(make_copy(moving), elbe)
    Tag.objects.filter(pk=elbe.pk).update(use_count=3)
    query = f"?which=ticked&target=oder&ticked={moving.pk}-{both.pk}"
    preview = desk.get(split(elbe) + query)
    assert preview.context["told"] == [
        "1 clip gets “Oder” instead of “Elbe”.",
        "1 clip has both already and loses “Elbe”.",
        "So do the unpublished changes of 1 clip.",
        "“Elbe” stays on 1 clip.",
    ]
    assert {row.clip.headline for row in preview.context["examples"]} == {"Neiße", "Zwei"}
    assert names(moving) == ["Elbe"] and not Ledger.objects.exists()
    desk.post(split(elbe) + query, {"seen": preview.context["seen"]})
    assert [names(clip) for clip in (moving, both, staying)] == [["Oder"], ["Oder"], ["Elbe"]]
    assert Ledger.objects.get().details["counts"] == {"moves": 1, "both": 1, "copies": 1}


def test_all_that_were_found_are_more_than_the_page_shows(desk, elbe):
    make_clips(PAGE + 1, tags=[elbe])
    other = make_clip("Andere", tags=[elbe])
    address = f"{split(elbe)}?q=meldung&which=all&target=Oder"
    preview = desk.get(address)
    assert "“Oder” is new: the tag is made." in preview.context["told"]
    desk.post(address, {"seen": preview.context["seen"]})
    assert Tag.objects.get(name="Oder").use_count == PAGE + 1 and names(other) == ["Elbe"]


def test_an_alias_as_target_means_its_tag(desk, elbe):
    make_tag("Oderstrom", alias_of=make_tag("Oder"))
    make_clip(tags=[elbe])
    assert "“Oder” instead" in desk.get(f"{split(elbe)}?which=all&target=oderstrom").context["told"][0]


def test_what_changed_since_the_preview_is_shown_again_and_not_done(desk, elbe):
    make_clip(tags=[elbe])
    address = f"{split(elbe)}?which=all&target=Oder"
    seen = desk.get(address).context["seen"]
    make_clip(tags=[elbe])
    answer = desk.post(address, {"seen": seen}, follow=True)
    assert "Please look again" in answer.content.decode() and not Ledger.objects.exists()
    desk.post(address, {"seen": answer.context["seen"]})
    assert Ledger.objects.count() == 1


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("which=all", "Which tag shall they get?"),
        ("which=all&target=Elbe", "“Elbe”"),
        ("which=all&target=Tipp", "Werbung"),
        ("which=ticked&target=Oder", "Tick the clips first."),
        ("which=ticked&target=Oder&ticked=999", "None of these clips would change."),
    ],
)
def test_what_cannot_be_is_said_on_the_page_of_choosing_with_all_that_was_typed(desk, elbe, query, sentence):
    make_tag("Tipp", status="blocked", reason="Werbung")
    make_clip(tags=[elbe])
    answer = desk.get(f"{split(elbe)}?{query}&q=rathaus")
    with override("en"):
        [error] = [error for errors in answer.context["goal"].errors.values() for error in errors]
    assert sentence in error and 'value="rathaus"' in answer.content.decode()


def test_a_post_without_a_choice_does_nothing(desk, elbe):
    make_clip(tags=[elbe])
    assert desk.post(split(elbe), {"seen": "1-0-0-0-0"}).url == split(elbe)
    assert not Ledger.objects.exists()


def test_afterwards_the_page_of_the_tag_says_what_was_done_and_how_to_undo_it(desk, elbe):
    clip = make_clip(tags=[elbe])
    address = f"{split(elbe)}?q=rathaus&which=ticked&ticked={clip.pk}&target=Oder"
    page = desk.post(address, {"seen": desk.get(address).context["seen"]}, follow=True)
    assert here(page).startswith(reverse("admin:clips_tag_change", args=[elbe.pk]))
    assert "1 clip moved" in page.content.decode()
    assert reverse("admin:undo-moderation", args=[Ledger.objects.get().pk]) in page.content.decode()


def test_a_scheduled_clip_is_one_of_them(desk, elbe):
    make_clip("Morgen", publish_at=timezone.now() + timedelta(days=1), tags=[elbe])
    assert headlines(desk.get(split(elbe), {"state": "scheduled"})) == ["Morgen"]
