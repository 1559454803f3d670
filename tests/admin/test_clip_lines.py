"""The list of lines that lead nowhere: what stands in it and for what reason, and repairing what is ticked."""

import pytest
from django.urls import reverse
from django.utils import timezone

from clips.admin import lost_lines
from clips.models import Clip
from clips.operations.erasure import erase_clip
from tests.make import HOUR, make_clip, make_copy, make_findable, make_line

pytestmark = pytest.mark.django_db
KINDS = ["undecided", "withdrawn", "expired", "draft", "in_review", "waiting"]


@pytest.fixture
def page(at_desk, vera):
    """The list of one kind as Vera sees it."""
    return lambda kind="", **query: at_desk(vera).get(reverse("admin:clip-lines"), {"kind": kind} | query)


@pytest.fixture
def repair(at_desk, vera):
    """A function that ticks lines, looks at what would be done, and confirms it; answers what was said."""

    def repair(*lines, step="off", goal=""):
        address = (
            reverse("admin:clip-lines") + f"?step={step}&goal={goal}&" + "&".join(f"line={row.pk}" for row in lines)
        )
        client = at_desk(vera)
        shown = client.get(address)
        answer = client.post(address, {"seen": shown.context["seen"]}, follow=True)
        return shown.context["told"], [str(message) for message in answer.context["messages"]]

    return repair


def called(answer):
    return [row.called for row in answer.context["rows"]]


def make_gone(headline="Weg", **words):
    return make_clip(headline, **{"status": "withdrawn"} | words)


def make_lost_lines():
    """A line of each kind on one live clip, and lines that are well, or that nobody sees."""
    clip, now = make_clip("Trägt sie"), timezone.now()
    targets = [
        make_gone(),
        make_clip("Vorbei", publish_at=now - 2 * HOUR, expire_at=now - HOUR),
        make_clip("Halb", status="draft"),
        make_clip("Fast", status="in_review"),
        make_clip("Da"),
        make_clip("Bald", publish_at=now + HOUR),
    ]
    for target in targets:
        make_line(clip, target)
    make_clip("Doppelt"), make_clip("Doppelt")
    make_line(clip, title="Doppelt")
    make_line(clip, title="Kommt noch")
    make_line(clip, url="https://example.org/", title="Anderswo")
    for unseen in (make_clip("Entwurf", status="draft"), make_copy(clip), make_gone("Selbst weg")):
        make_line(unseen, targets[0])
        make_line(unseen, title="Kommt noch")
    return clip


def test_each_line_stands_under_its_reason_alone(page):
    make_lost_lines()
    found = {kind: called(page(kind)) for kind in KINDS}
    assert found == {
        "undecided": ["Doppelt"],
        "withdrawn": ["Weg"],
        "expired": ["Vorbei"],
        "draft": ["Halb"],
        "in_review": ["Fast"],
        "waiting": ["Kommt noch"],
    }
    assert [count for *_rest, count in page().context["kinds"]] == ["1"] * 6


def test_without_a_filter_the_first_that_finds_anything_is_shown(page):
    make_line(make_clip(), make_clip("Halb", status="draft"))
    answer = page()
    assert (answer.context["kind"], called(answer)) == ("draft", ["Halb"])
    assert "not shown: still a draft" in answer.content.decode()


def test_an_erased_clip_is_named_by_its_number(page, mona):
    gone = make_clip("Geheim")
    make_line(make_clip(), gone, title="Eigen")
    erase_clip(gone, by=mona, reason="Antrag")
    answer = page("withdrawn")
    assert called(answer) == [f"#{gone.pk}"] and "not shown: erased" in answer.content.decode()


def test_a_long_list_has_pages_that_miss_nothing_and_show_nothing_twice(page, monkeypatch):
    monkeypatch.setattr(lost_lines, "PAGE", 4)
    clips = [make_clip(f"Clip {number}") for number in range(6)]
    busy = make_gone("Viele")
    for clip in clips:
        make_line(clip, busy)
    for number in range(7):
        make_line(clips[number % 3], make_gone(f"Weg {number}"))
    seen, after = [], ""
    for _page in range(9):
        answer = page("withdrawn", after=after)
        seen += [row.number for row in answer.context["rows"]]
        after = answer.context["further"]
        if not after:
            break
    assert len(seen) == len(set(seen)) == 13


def test_titles_have_pages_too(page, monkeypatch):
    monkeypatch.setattr(lost_lines, "PAGE", 4)
    for number in range(10):
        make_line(make_clip(f"Clip {number}"), title=f"Kommt {number % 2}")
    first = page("waiting")
    second = page("waiting", after=first.context["further"])
    third = page("waiting", after=second.context["further"])
    assert [len(answer.context["rows"]) for answer in (first, second, third)] == [4, 4, 2]
    assert third.context["further"] == ""


@pytest.mark.parametrize("kind", ["withdrawn", "waiting"])
def test_a_page_looks_at_so_many_and_says_where_it_goes_on(kind, page, monkeypatch):
    monkeypatch.setattr(lost_lines, "LOOK", 2)
    make_line(make_clip(), make_gone("Älter", saved_at=timezone.now() - HOUR))
    make_line(make_clip("Trägt"), title="zuletzt")
    for number in range(3):
        make_gone(f"Ohne Linie {number}")
        make_line(make_clip(f"Entwurf {number}", status="draft"), title=f"Davor {number}")
    answer = page(kind)
    assert called(answer) == [] and "there is more to look at" in answer.content.decode()
    assert len(called(page(kind, after=answer.context["further"]))) == 1


@pytest.mark.parametrize("after", ["x", "~~", "2026-99-99~1~1", "2026-01-01~1~1", "9" * 30, "a~x", "\x00~1"])
def test_a_place_that_is_none_is_the_beginning(after, page):
    make_lost_lines()
    assert called(page("withdrawn", after=after)) == ["Weg"]
    assert page("waiting", after=after).status_code == 200


def test_its_queries_do_not_grow(page, django_assert_num_queries):
    for number in range(20):
        make_line(make_clip(f"Trägt {number}"), make_gone(f"Weg {number}"))
    with django_assert_num_queries(31):
        page("withdrawn")


def test_what_is_ticked_is_shown_in_numbers_and_taken_off(repair):
    clip, other, gone = make_clip(), make_clip("Anderer"), make_gone()
    told, said = repair(make_line(clip, gone), make_line(other, gone))
    assert told == ["2 lines are taken off.", "2 clips change."]
    assert said == ["2 lines taken off."]
    assert not clip.relations.exists() and not other.relations.exists()


def test_or_pointed_at_another_clip(repair):
    clip, other, goal = make_clip(), make_clip("Anderer"), make_clip("Neu")
    make_line(other, goal)
    gone = make_gone()
    told, said = repair(make_line(clip, gone), make_line(other, gone), step="point", goal=goal.pk)
    assert told[:2] == [
        "1 line will lead to “Neu”.",
        "1 line is taken off: its clip has such a line already, or is that clip itself.",
    ]
    assert said == ["1 line leads to “Neu” now. 1 line taken off."]


def test_the_clip_to_point_at_is_searched_for(page):
    row, hidden = make_line(make_clip(), make_gone()), make_findable("Elbe geheim", status="draft")
    make_findable("Elbe steigt")
    answer = page("withdrawn", line=row.pk, step="point", q="elbe")
    assert {(hit.clip.headline, is_open) for hit, _state, _told, is_open in answer.context["hits"]} == {
        ("Elbe steigt", True),
        (hidden.headline, False),
    }


def test_what_is_otherwise_by_now_is_shown_once_more(at_desk, vera):
    row, client = make_line(make_clip(), make_gone()), at_desk(vera)
    address = f"{reverse('admin:clip-lines')}?step=off&line={row.pk}"
    seen = client.get(address).context["seen"]
    Clip.objects.filter(pk=row.target_id).update(status="published")
    answer = client.post(address, {"seen": seen}, follow=True)
    assert "Something changed meanwhile" in answer.content.decode()
    assert row.clip.relations.exists()


def test_nothing_ticked_is_said(page):
    assert "Tick the lines first." in page("withdrawn", step="off").content.decode()


def test_a_headline_of_several_is_decided_by_choosing_one(repair, page):
    make_clip("Doppelt")
    other = make_clip("Doppelt")
    row = make_line(make_clip(), title="Doppelt")
    answer = page("undecided").content.decode()
    assert f"goal={other.pk}" in answer and "2 clips have this headline" in answer
    repair(row, step="point", goal=other.pk)
    assert row.clip.relations.get().target == other


def test_a_moderator_repairs_and_an_author_is_turned_away(at_desk, max, alice):
    address = reverse("admin:clip-lines")
    assert at_desk(max).get(address).status_code == 200
    assert at_desk(alice).get(address).status_code == 403
    assert at_desk(alice).post(f"{address}?step=off&line=1").status_code == 403


def test_the_desk_leads_there_and_asks_for_what_several_clips_have(at_desk, vera):
    make_lost_lines()
    desk = at_desk(vera).get(reverse("admin:index"))
    piles = {pile.name: pile for pile in desk.context["aside"]}
    assert piles["lost"].address == reverse("admin:clip-lines")
    assert piles["undecided"].rows[0].notes == ("several clips have the headline “Doppelt”",)
    sheet = at_desk(vera).get(reverse("admin:clips_clip_changelist"), {"state": "undecided"})
    assert [row.clip.headline for row in sheet.context["rows"]] == ["Trägt sie"]
