"""The list of moderations: filters, pages, and the table for a spreadsheet."""

import csv
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clips.models import Ledger, LedgerChange, Tag
from clips.operations.merging import merge_tags
from clips.operations.tags import alias_tag, block_tag, delete_tag, rename_tag
from clips.operations.undoing import undo_moderation
from tests.make import make_clip, make_tag

pytestmark = pytest.mark.django_db
LIST, CSV = reverse("admin:clips_ledger_changelist"), reverse("admin:ledger-csv")


def listed(client, **query):
    days = client.get(LIST, query).context["days"]
    return [told.ledger for _day, rows in days for told in rows]


def table(client, **query):
    text = b"".join(client.get(CSV, query).streaming_content).decode()
    return list(csv.reader(text.removeprefix("\ufeff").splitlines(), delimiter=";"))


def write(verb="merge_tags", by=None, tag=None, *, at=None, **details):
    """A row of the ledger, with a change of the tag."""
    about = {"tag": tag.pk} if tag is not None else {}
    ledger = Ledger.objects.create(verb=verb, by=by, at=at or timezone.now(), details=about | details)
    if tag is not None:
        LedgerChange.objects.create(ledger=ledger, kind="tag", number=tag.pk, before={"kind": "topic"}, after={})
    return ledger


def test_each_says_who_did_what_in_numbers_and_leads_to_undoing(at_desk, max):
    other, tag = make_tag("Muller"), make_tag("Müller")
    make_clip(tags=[other])
    ledger = merge_tags(tag, [other], by=max)
    page = at_desk(max).get(LIST).content.decode()
    address = reverse("admin:clips_tag_change", args=[tag.pk])
    assert f'<b>Max</b> merged “Muller” into the tag “<a href="{address}">Müller</a>”.' in page
    assert "1 clip moved" in page
    assert f'href="{reverse("admin:undo-moderation", args=[ledger.pk])}">Undo …' in page


def test_names_are_those_of_that_time_and_escaped(at_desk, max):
    tag = make_tag("Muller")
    alias_tag(tag, "A <b>", by=max)
    rename_tag(tag, "Müller", by=max, keep=False)
    page = at_desk(max).get(LIST).content.decode()
    assert "added “A &lt;b&gt;” as another name of the tag “<a" in page and ">Muller</a>”" in page
    assert "renamed the tag “Muller” to “<a" in page


def test_a_tag_that_is_gone_is_named_without_a_way_to_it(at_desk, max):
    delete_tag(make_tag("Nie gebraucht"), by=max)
    assert "<b>Max</b> deleted the tag “Nie gebraucht”." in at_desk(max).get(LIST).content.decode()


def test_the_reason_of_a_block_is_told(at_desk, max):
    block_tag(make_tag("Schnäppchen", status="proposed"), by=max, reason="Werbung")
    assert "<q>Werbung</q>" in at_desk(max).get(LIST).content.decode()


def test_an_undone_one_says_by_whom_and_only_offers_details(at_desk, max, mona):
    ledger = alias_tag(make_tag("Straßenbahn"), "Tram", by=max)
    undo_moderation(ledger, by=mona)
    page = at_desk(max).get(LIST).content.decode()
    assert "Undone by Mona, " in page and "Undo …" not in page


def test_it_narrows_to_person_verb_and_state(at_desk, max, mona):
    first, second = write(by=max), write("alias_tag", by=mona)
    third = Ledger.objects.create(verb="alias_tag", by=mona, at=timezone.now(), undone_at=timezone.now())
    client = at_desk(max)
    assert listed(client, by=mona.pk) == [third, second]
    assert listed(client, verb="merge_tags") == [first]
    assert listed(client, state="undone") == [third]
    assert listed(client, state="standing") == [second, first]


def test_it_narrows_to_days_in_the_zone_of_the_site(at_desk, max):
    noon = timezone.localtime().replace(hour=12)
    days = [write(at=noon - timedelta(days=days)) for days in (3, 2, 1)]
    day = f"{noon - timedelta(days=2):%Y-%m-%d}"
    client = at_desk(max)
    assert listed(client, since=day) == [days[2], days[1]]
    assert listed(client, until=day) == [days[1], days[0]]
    assert listed(client, since=day, until=day) == [days[1]]


def test_it_narrows_to_a_tag_by_number_and_by_name(at_desk, max):
    tag, other = make_tag("Olaf Müller"), make_tag("Elbe")
    about, _other = write(tag=tag), write(tag=other)
    client = at_desk(max)
    assert listed(client, tag=tag.pk) == listed(client, q="müll") == [about]
    assert "Only what concerns the tag" in client.get(LIST, {"tag": tag.pk}).content.decode()


def test_a_name_that_no_tag_has_any_more_still_finds_what_became_of_it(at_desk, max):
    renamed = rename_tag(make_tag("Raider"), "Twix", by=max, keep=False)
    deleted = delete_tag(make_tag("Rakete"), by=max)
    assert not Tag.objects.filter(name__startswith="Ra").exists()
    assert listed(at_desk(max), q="Ra") == [deleted, renamed]


@pytest.mark.parametrize(
    "query",
    [
        {"by": "x"},
        {"verb": "drop"},
        {"since": "2026-02-30"},
        {"since": "0001-01-01"},
        {"until": "9999-12-31"},
        {"before": "-1"},
    ],
)
def test_a_wrong_filter_is_left_out(at_desk, max, query):
    assert listed(at_desk(max), **query) == [] and listed(at_desk(max), **query) == listed(at_desk(max))
    row = write()
    assert listed(at_desk(max), **query) == [row]


def test_it_goes_on_page_by_page_at_the_same_cost(at_desk, max, django_assert_num_queries):
    tag = make_tag("Elbe")
    rows = [write(by=max, tag=tag, names={"tag": "Elbe"}) for _number in range(60)]
    client = at_desk(max)
    older = client.get(LIST).context["older"]
    assert older == rows[10].pk and len(listed(client, before=older)) == 10
    # Session, person, permissions (2), the site's name; the rows, their tags, the people and verbs to choose from.
    with django_assert_num_queries(9):
        client.get(LIST)


def test_the_table_holds_every_row_of_the_filter_and_one_head(at_desk, max, mona):
    rows = [write(by=max, names={"tag": "Elbe"}) for _number in range(60)]
    write("alias_tag", by=mona)
    client = at_desk(max)
    found = table(client, by=max.pk)
    assert len(found) == len(rows) + 1
    assert found[0] == ["When", "Who", "What", "Tags", "Counts", "Reason", "Undone on", "Undone by"]
    assert len(table(client)) == 62


def test_a_row_of_the_table_is_plain_words(at_desk, max, mona):
    other, tag = make_tag("Muller & Söhne"), make_tag("Müller")
    make_clip(tags=[other])
    undo_moderation(merge_tags(tag, [other], by=max), by=mona)
    row = table(at_desk(max))[1]
    told = "Max merged “Muller & Söhne” into the tag “Müller”."
    assert row[1:6] == ["Max", told, "Müller, Muller & Söhne", "1 clip moved", ""]
    assert row[7] == "Mona" and len(row[0]) == len(row[6]) == len("2026-01-01 12:00:00")


@pytest.mark.parametrize("name", ["=1+1", "+49", "-x", "@SUM(A1)"])
def test_no_cell_of_the_table_is_a_formula(at_desk, max, name):
    write("block_tag", by=max, names={"tag": name}, reason=name)
    row = table(at_desk(max))[1]
    assert row[3] == row[5] == f"'{name}"


def test_the_table_opens_in_a_german_spreadsheet(at_desk, max):
    write(by=max, names={"tag": "Müller"})
    answer = at_desk(max).get(CSV)
    assert answer["Content-Type"] == "text/csv; charset=utf-8" and answer["Content-Disposition"].startswith(
        "attachment"
    )
    assert b"".join(answer.streaming_content).startswith("\ufeffWhen;Who".encode())


def test_editors_read_it_and_authors_do_not(at_desk, vera, alice):
    assert {at_desk(vera).get(where).status_code for where in (LIST, CSV)} == {200}
    assert {at_desk(alice).get(where).status_code for where in (LIST, CSV)} == {403}


def test_nobody_writes_into_it(at_desk, mona):
    client, row = at_desk(mona), write()
    answers = [client.post(reverse("admin:clips_ledger_add"))]
    answers += [client.post(reverse(f"admin:clips_ledger_{verb}", args=[row.pk])) for verb in ("delete", "change")]
    assert {answer.status_code for answer in answers} == {403} and Ledger.objects.count() == 1
    assert client.get(reverse("admin:clips_ledger_change", args=[row.pk])).url.endswith(f"/{row.pk}/undo/")
