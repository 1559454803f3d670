"""The index page: a start into work, with what the person may see and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clips.admin.dates import Period
from clips.admin.words import PENDING
from clips.models import Buffer, Clip
from clips.operations.review import return_clip, submit_clip, withdraw_clip
from tests.make import HOUR, make_clip, make_clips, make_copy, make_line, make_tag

pytestmark = pytest.mark.django_db
DESK = reverse("admin:index")


def read(client):
    return client.get(DESK).content.decode()


def find_pile(client, name):
    context = client.get(DESK).context
    return next((pile for pile in (*context["work"], *context["aside"]) if pile.name == name), None)


def headlines(client, name):
    pile = find_pile(client, name)
    return [row.headline for row in pile.rows] if pile else []


def listed(client, pile):
    """What the list shows to which the count of this pile leads."""
    return [row.clip.headline for row in client.get(pile.address).context["rows"]]


def later_today():
    now = timezone.now()
    day = timezone.localdate(now)
    return now + (Period((day.year, day.month, day.day)).end - now) / 2


def make_returned(by, remark="", **fields):
    return return_clip(make_clip(status="in_review", **fields), by=by, remark=remark)


def make_buffer(person, clip=None, headline="Nur getippt", tab="a"):
    words = {"tab": tab, "data": {"headline": headline}, "saved_at": timezone.now()}
    return Buffer.objects.create(person=person, clip=clip, **words)


def make_one_of_each(person, editor):
    """Something in every pile of the desk of this person, who may publish and approve."""
    make_returned(editor, created_by=person)
    make_clip(status="draft", created_by=person)
    make_clip(status="in_review", created_by=person)
    make_clip(publish_at=later_today())
    make_clip(expire_at=timezone.now() + HOUR)
    make_line(make_clip(), make_clip(status="withdrawn"))
    make_buffer(person, make_clip())
    make_tag("Nachtzug", status="proposed")


def test_own_drafts_stand_there_and_those_of_others_do_not(at_desk, alice, vera):
    make_clip("Von mir", status="draft", created_by=alice)
    make_clip("Von ihr", status="draft", created_by=vera)
    page = read(at_desk(alice))
    assert "Von mir" in page and "Von ihr" not in page


def test_a_working_copy_is_opened_as_its_original_and_says_what_waits(at_desk, vera):
    clip = make_clip("Steht im Blatt")
    make_copy(clip, headline="Wird geändert", created_by=vera)
    pile = find_pile(at_desk(vera), "drafts")
    row = pile.rows[0]
    assert (row.headline, row.address) == ("Wird geändert", reverse("admin:clips_clip_change", args=[clip.pk]))
    assert (row.state_name, row.pending) == ("live", PENDING["draft"])
    assert listed(at_desk(vera), pile) == ["Wird geändert"]


def test_editors_see_what_waits_for_review_authors_only_their_own(at_desk, alice, vera):
    make_clip("Meins wartet", status="in_review", created_by=alice)
    make_clip("Anderes wartet", status="in_review", created_by=vera)
    make_copy(make_clip(), headline="Änderung wartet", status="in_review", created_by=vera)
    assert headlines(at_desk(vera), "review") == ["Änderung wartet", "Anderes wartet", "Meins wartet"]
    assert headlines(at_desk(alice), "review") == ["Meins wartet"]


def test_what_came_back_stands_first_with_the_remark_and_who_wrote_it(at_desk, alice, vera):
    make_returned(vera, "Bitte eine zweite Quelle", headline="Kam zurück", created_by=alice)
    make_returned(vera, headline="Von anderen", created_by=vera)
    client = at_desk(alice)
    pile = client.get(DESK).context["work"][0]
    assert (pile.name, pile.rows[0].notes) == ("returned", ("Bitte eine zweite Quelle",))
    assert pile.rows[0].facts[1] == "returned by Vera"
    assert headlines(client, "returned") == listed(client, pile) == ["Kam zurück"]


def test_a_working_copy_comes_back_too(at_desk, alice, vera):
    clip = make_clip("Steht im Blatt", created_by=alice)
    make_copy(clip, headline="Geändert", status="in_review", created_by=alice)
    return_clip(clip, by=vera, remark="Zu lang")
    client = at_desk(alice)
    assert headlines(client, "returned") == listed(client, find_pile(client, "returned")) == ["Geändert"]


def test_what_was_submitted_again_is_no_longer_returned(at_desk, alice, vera):
    submit_clip(make_returned(vera, created_by=alice), by=alice)
    assert find_pile(at_desk(alice), "returned") is None


def test_what_was_typed_and_never_saved_is_opened_from_where_it_is_kept(at_desk, alice, vera):
    clip = make_clip("Gespeichert")
    new, changed = make_buffer(alice), make_buffer(alice, clip, headline="", tab="b")
    make_buffer(vera, headline="Geht sie nichts an")
    rows = find_pile(at_desk(alice), "unsaved").rows
    assert [row.headline for row in rows] == ["Gespeichert", "Nur getippt"]
    assert [row.address for row in rows] == [
        f"{reverse('admin:clips_clip_change', args=[clip.pk])}?buffer={changed.pk}",
        f"{reverse('admin:clips_clip_add')}?buffer={new.pk}",
    ]


def test_what_goes_out_today_stands_apart_from_what_comes_later(at_desk, vera):
    make_clip("Kommt noch heute", publish_at=later_today())
    make_clip("Kommt später", publish_at=timezone.now() + timedelta(days=1))
    client = at_desk(vera)
    assert headlines(client, "scheduled") == listed(client, find_pile(client, "scheduled")) == ["Kommt noch heute"]


def test_what_readers_lose_within_a_day_is_named_to_editors(at_desk, alice, vera):
    make_clip("Geht bald", expire_at=timezone.now() + 23 * HOUR)
    make_clip("Bleibt noch", expire_at=timezone.now() + 25 * HOUR)
    make_clip("Ist weg", expire_at=timezone.now() - HOUR / 2)
    client = at_desk(vera)
    assert headlines(client, "expiring") == listed(client, find_pile(client, "expiring")) == ["Geht bald"]
    assert find_pile(at_desk(alice), "expiring") is None


@pytest.mark.parametrize("gone", [{"status": "withdrawn"}, {"expire_at": timezone.now() - HOUR / 2}])
def test_a_line_whose_target_is_gone_stands_there_with_its_clip(at_desk, alice, vera, gone):
    make_line(make_clip("Zeigt darauf"), make_clip("Ziel", **gone))
    client = at_desk(vera)
    pile = find_pile(client, "lost")
    assert headlines(client, "lost") == listed(client, pile) == ["Zeigt darauf"]
    assert pile.rows[0].notes[0].startswith("points at “Ziel”: ")
    assert find_pile(at_desk(alice), "lost") is None


def test_a_line_is_not_lost_where_nobody_misses_it(at_desk, vera):
    gone = make_clip("Ziel", status="withdrawn")
    make_line(make_clip("Entwurf", status="draft"), gone)
    make_line(make_copy(make_clip("Kopie")), gone)
    make_line(make_clip("Abgelaufen", expire_at=timezone.now() - HOUR / 2), gone)
    make_line(make_clip("Wartet darauf"), make_clip("Noch nie öffentlich", status="draft"))
    make_line(make_clip("Zeigt richtig"), make_clip("Live"))
    assert find_pile(at_desk(vera), "lost") is None


def test_two_lost_lines_of_one_clip_are_one_clip(at_desk, vera):
    clip = make_clip("Zeigt darauf")
    for target in (make_clip("Eins"), make_clip("Zwei")):
        make_line(clip, target)
        withdraw_clip(target, by=vera)
    pile = find_pile(at_desk(vera), "lost")
    assert (pile.count, len(pile.rows[0].notes)) == (1, 2)


def test_proposed_tags_wait_for_moderators_only(at_desk, alice, max):
    make_tag("Nachtzug", status="proposed")
    assert "Nachtzug" in read(at_desk(max)) and "Nachtzug" not in read(at_desk(alice))


def test_a_list_is_short_and_its_count_leads_to_the_whole(at_desk, alice):
    make_clips(9, status="draft", publish_at=timezone.now(), created_by=alice)
    client = at_desk(alice)
    pile = find_pile(client, "drafts")
    assert (len(pile.rows), pile.total) == (6, "9")
    assert len(listed(client, pile)) == 9


def test_above_a_hundred_nobody_counts(at_desk, alice):
    draft = make_clip(status="draft", created_by=alice)
    Clip.objects.bulk_create(double(draft) for _number in range(119))
    assert find_pile(at_desk(alice), "drafts").total == "99+"


def double(clip):
    values = {field.attname: getattr(clip, field.attname) for field in Clip._meta.concrete_fields}
    return Clip(**values | {"id": None})


def test_counts_lead_to_lists_of_that_state(at_desk, max):
    make_tag("Nachtzug", status="proposed")
    make_tag("Stadtrat")
    page = at_desk(max).get(at_desk(max).get(DESK).context["tags"].address).content.decode()
    assert "Nachtzug" in page and "Stadtrat" not in page


def test_the_top_names_what_needs_somebody_and_only_that(at_desk, mona, vera):
    client = at_desk(mona)
    make_clip()
    assert "Nothing waits for you." in read(client)
    make_one_of_each(mona, vera)
    glance = client.get(DESK).context["glance"]
    names = ["returned", "unsaved", "review", "scheduled", "expiring", "lost", "tags"]
    assert [(pile.name, pile.total) for pile in glance] == [(name, "1") for name in names]


def test_an_empty_desk_is_calm(at_desk, mona):
    page = read(at_desk(mona))
    for sentence in ("No drafts.", "Nothing waits for review.", "Nothing more goes out today."):
        assert sentence in page
    assert "Expiring" not in page and "Returned to you" not in page


def test_moderators_are_offered_no_new_clip(at_desk, alice, max):
    new = reverse("admin:clips_clip_add")
    assert new in read(at_desk(alice)) and new not in read(at_desk(max))


def test_the_number_of_queries_does_not_grow_with_the_clips(at_desk, mona, vera, django_assert_num_queries):
    make_one_of_each(mona, vera)
    for clip in make_clips(9, created_by=mona):
        make_line(clip, make_clip(status="withdrawn"))
        make_returned(vera, created_by=mona)
        make_buffer(mona, clip, tab=str(clip.pk))
    client = at_desk(mona)
    # Session, person, permissions of person and groups, the site's name; returned clips three, lost lines three,
    # one for each of the eight other lists, and one for the pages that nobody has filled in.
    with django_assert_num_queries(22):
        client.get(DESK)


def test_a_list_of_tables_is_nobodys_task(at_desk, mona):
    assert at_desk(mona).get("/admin/clips/").url == DESK


def test_a_stranger_is_asked_to_log_in(at_desk, otto):
    assert at_desk(otto).get(DESK).url.startswith(reverse("admin:login"))
