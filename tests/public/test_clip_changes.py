"""What changed in a clip: what readers had and have no longer, with marked words, and nothing that they never had."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from clips.models import Clip, versions
from clips.operations.clips import edit_clip
from clips.operations.histories import hide_history, show_history
from clips.operations.review import publish_changes, publish_clip, withdraw_clip
from clips.operations.tagging import TagEdit
from clips.operations.writing import ClipEdit
from clips.public import clip_changes
from tests.make import BODY, HOUR, change_site, make_clip, make_jpeg, make_picture, make_section

pytestmark = pytest.mark.django_db
WORDS = {"headline": "Brücke gesperrt", "lede": "Seit heute.", "body": BODY, "byline": "Anna Winter"}


@pytest.fixture
def clip(vera: User) -> Clip:
    """Published by an operation, as all are: with its first revision and the beginning of its past."""
    return publish_clip(None, ClipEdit(WORDS | {"section": make_section()}), by=vera)


def change(clip: Clip, by: User, minor: bool = False, **fields: Any) -> Clip:
    return publish_changes(clip, ClipEdit(fields), by=by, minor=minor, reason="Intern: Anwalt")


def read(client: Client, clip: Clip) -> Any:
    return client.get(Clip.objects.get(pk=clip.pk).get_changes_url())


def tell(client: Client, clip: Clip) -> list[list[str]]:
    """The fields in each step, the newest first."""
    return [[one.name for one in step.differences] for step in read(client, clip).context["steps"]]


def is_linked(client: Client, clip: Clip) -> bool:
    row = Clip.objects.get(pk=clip.pk)
    return row.get_changes_url() in client.get(row.get_absolute_url()).content.decode()


@pytest.fixture(autouse=True)
def in_english(db: None) -> None:
    change_site(language="en")


def wait(monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + hours * HOUR)


# What is told


def test_each_step_names_the_fields_and_marks_the_words(client: Client, clip: Clip, vera: User) -> None:
    change(clip, vera, headline="Brücke frei", lede="Seit gestern.")
    change(clip, vera, body=BODY.replace("einstimmig", "knapp"), kicker="Verkehr")
    assert tell(client, clip) == [["kicker", "body"], ["headline", "lede"]]
    page = read(client, clip).content.decode()
    for mark, word in [
        ("del", "gesperrt"),
        ("ins", "frei"),
        ("del", "einstimmig"),
        ("ins", "knapp"),
        ("ins", "Verkehr"),
    ]:
        assert f"</span>{word}<span" in page.partition(f"<{mark}>")[2]
    assert "Die Arbeiten beginnen" not in page


def test_a_picture_is_told_as_a_fact(client: Client, clip: Clip, vera: User) -> None:
    for picture in (make_picture(), make_picture(make_jpeg(colour="darkred")), None):
        change(clip, vera, picture=picture)
    steps = read(client, clip).context["steps"]
    with override("en"):
        notes = [str(step.differences[0].parts[0].note) for step in steps]
    assert notes == ["The picture was taken away.", "Another picture stands there.", "A picture was added."]


def test_a_minor_change_says_so(client: Client, clip: Clip, vera: User) -> None:
    change(clip, vera, lede="Seit Montag.")
    change(clip, vera, minor=True, lede="Seit Montag früh.")
    assert [step.minor for step in read(client, clip).context["steps"]] == [True, False]
    assert "minor change" in read(client, clip).content.decode()


def test_who_and_why_stay_at_the_desk(client: Client, clip: Clip, vera: User) -> None:
    change(clip, vera, lede="Seit Montag.")
    page = read(client, clip).content.decode()
    assert not [word for word in ("Vera", "vera", "Anwalt") if word in page]


def test_tags_lines_and_sections_are_no_change_of_the_text(client: Client, clip: Clip, vera: User) -> None:
    publish_changes(clip, ClipEdit({"section": make_section("Zilpzalp")}, TagEdit(["Singvogel"])), by=vera)
    assert tell(client, clip) == []
    assert not is_linked(client, clip)
    assert "Zilpzalp" not in read(client, clip).content.decode().partition("<main")[2].partition("</main")[0]


def test_links_that_lead_elsewhere_are_told(client: Client, clip: Clip, vera: User) -> None:
    change(clip, vera, body=BODY.replace("Rat", '<a href="https://example.org/">Rat</a>'))
    change(clip, vera, body=BODY.replace("Rat", "<strong>Rat</strong>"))
    page = read(client, clip).content.decode()
    assert "(https://example.org/)" in page
    assert tell(client, clip) == [["body"], ["body"]]


def test_what_only_looks_otherwise_says_so(client: Client, clip: Clip, vera: User) -> None:
    change(clip, vera, body=BODY.replace("Rat", "<strong>Rat</strong>"))
    assert "The words are the same" in read(client, clip).content.decode()


# What readers never had


def test_what_was_replaced_before_its_time_came_was_never_public(
    client: Client, clip: Clip, vera: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timezone.now() + HOUR
    fields = WORDS | {"section": clip.section, "publish_at": later, "headline": "Zilpzalp"}
    planned = publish_clip(None, ClipEdit(fields), by=vera)
    planned = change(planned, vera, headline="Amsel")
    wait(monkeypatch, 2)
    assert tell(client, planned) == []
    assert not is_linked(client, planned)
    change(planned, vera, headline="Drossel")
    assert tell(client, planned) == [["headline"]]
    assert is_linked(client, planned)
    assert "Zilpzalp" not in read(client, planned).content.decode()


def test_what_was_written_while_it_was_withdrawn_was_never_public(client: Client, clip: Clip, vera: User) -> None:
    withdraw_clip(clip, by=vera)
    edit_clip(clip, ClipEdit({"lede": "Zilpzalp."}), by=vera)
    edit_clip(clip, ClipEdit({"lede": "Wieder da."}), by=vera)
    publish_clip(clip, by=vera)
    assert tell(client, clip) == [["lede"]]
    assert "Zilpzalp" not in read(client, clip).content.decode()


def test_what_was_published_and_replaced_while_it_was_expired_was_never_public(
    client: Client, clip: Clip, vera: User
) -> None:
    over = timezone.now()
    change(clip, vera, expire_at=over, publish_at=over - HOUR)
    change(clip, vera, lede="Zilpzalp.")
    change(clip, vera, lede="Wieder da.", expire_at=None)
    assert tell(client, clip) == [["lede"]]
    assert "Zilpzalp" not in read(client, clip).content.decode()


def test_what_was_put_off_by_its_own_save_was_never_public(
    client: Client, clip: Clip, vera: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(clip, vera, lede="Zilpzalp.", publish_at=timezone.now() + HOUR)
    change(clip, vera, lede="Wieder da.")
    wait(monkeypatch, 2)
    assert tell(client, clip) == [["lede"]]
    assert "Zilpzalp" not in read(client, clip).content.decode()


def test_what_was_over_by_its_own_save_was_never_public(client: Client, clip: Clip, vera: User) -> None:
    over = timezone.now()
    change(clip, vera, lede="Zilpzalp.", expire_at=over, publish_at=over - HOUR)
    change(clip, vera, lede="Wieder da.", expire_at=None)
    assert tell(client, clip) == [["lede"]]
    assert "Zilpzalp" not in read(client, clip).content.decode()


def test_a_minor_change_after_one_that_nobody_had_is_no_minor_one(client: Client, clip: Clip, vera: User) -> None:
    over = timezone.now()
    change(clip, vera, expire_at=over, publish_at=over - HOUR)
    change(clip, vera, lede="Ganz anders.")
    change(clip, vera, minor=True, expire_at=None)
    assert [step.minor for step in read(client, clip).context["steps"]] == [False]


def test_of_what_was_before_its_past_is_kept_nobody_knows(client: Client, clip: Clip, vera: User) -> None:
    change(clip, vera, lede="Zilpzalp.")
    clip.pasts.all().blank(since=timezone.now())
    change(clip, vera, lede="Wieder da.")
    assert tell(client, clip) == [["lede"]]
    assert "heute" not in read(client, clip).content.decode()


def test_unpublished_changes_are_not_told(client: Client, clip: Clip, vera: User) -> None:
    edit_clip(clip, ClipEdit({"lede": "Zilpzalp."}), by=vera)
    assert tell(client, clip) == []
    assert "Zilpzalp" not in read(client, clip).content.decode()


# Its address


def test_it_has_one_address(client: Client, clip: Clip, vera: User) -> None:
    right = clip.get_changes_url()
    for wrong in (f"/clips/{clip.pk}-anders/changes/", f"/clips/0{clip.pk}-{clip.slug}/changes/"):
        response = client.get(f"{wrong}?x=1")
        assert (response.status_code, response.headers["Location"]) == (301, right)


def test_without_the_clip_the_answer_is_that_of_the_clip(client: Client, clip: Clip, vera: User) -> None:
    draft = make_clip("Entwurf", status="draft")
    withdraw_clip(clip, by=vera, public_reason="Irrtum der Redaktion")
    assert [client.get(one.get_changes_url()).status_code for one in (draft, clip)] == [404, 410]
    assert "Irrtum der Redaktion" in read(client, clip).content.decode()
    assert client.get("/clips/99-x/changes/").status_code == 404


def test_the_dateline_leads_there_once_something_changed(client: Client, clip: Clip, vera: User) -> None:
    assert not is_linked(client, clip)
    change(clip, vera, minor=True, byline="Jonas Feldmann")
    assert is_linked(client, clip)
    change(clip, vera, byline="Anna Winter")
    assert is_linked(client, clip)
    assert len(tell(client, clip)) == 2


def test_a_site_that_shows_none_has_no_such_page(client: Client, clip: Clip, vera: User) -> None:
    change(clip, vera, lede="Seit Montag.")
    change_site(shows_history=False)
    assert read(client, clip).status_code == 404
    assert not is_linked(client, clip)


def test_where_it_is_hidden_only_the_reason_is_told(client: Client, clip: Clip, vera: User, mona: User) -> None:
    change(clip, vera, headline="Brücke frei")
    hide_history(clip, by=mona, reason="Beschluss eines Gerichts")
    page = read(client, clip).content.decode()
    assert "Beschluss eines Gerichts" in page and "gesperrt" not in page
    assert not is_linked(client, clip)
    show_history(clip, by=mona)
    assert "gesperrt" in read(client, clip).content.decode() and is_linked(client, clip)


def test_search_engines_stay_out_and_caches_ask(client: Client, clip: Clip) -> None:
    response = read(client, clip)
    assert 'name="robots" content="noindex"' in response.content.decode()
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


# How much


def test_it_goes_back_so_many_revisions(
    client: Client, clip: Clip, vera: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "MOST", 2)
    monkeypatch.setattr(clip_changes, "MOST", 2)
    for day in ("Montag", "Dienstag", "Mittwoch"):
        change(clip, vera, lede=f"Seit {day}.")
    context = read(client, clip).context
    assert (len(context["steps"]), context["first"]) == (2, None)


def test_beyond_a_number_of_letters_only_the_fields_are_named(
    client: Client, clip: Clip, vera: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clip_changes, "MOST_LETTERS", 200)
    change(clip, vera, lede="Seit Montag.")
    change(clip, vera, body=f"<p>{'Sehr lang. ' * 20}</p>")
    steps = read(client, clip).context["steps"]
    assert [[list(one.parts) for one in step.differences] for step in steps] == [[[]], [[]]]
    assert "too long to compare" in read(client, clip).content.decode()


def test_thousands_of_tiny_paragraphs_are_not_compared_with_each_other(client: Client, clip: Clip, vera: User) -> None:
    for letter in "ab":
        change(clip, vera, body=f"<p>{letter}</p>" * 1200)
    assert [list(step.differences[0].parts) for step in read(client, clip).context["steps"]] == [[], []]


def test_it_costs_the_same_for_one_change_and_for_many(
    client: Client, clip: Clip, vera: User, django_assert_num_queries: Any
) -> None:
    for day in ("Montag", "Dienstag", "Mittwoch"):
        change(clip, vera, lede=f"Seit {day}.")
        with django_assert_num_queries(5):
            client.get(clip.get_changes_url())


def test_imported_with_its_dates_it_begins_at_the_first_of_them(client: Client, clip: Clip, vera: User) -> None:
    begin = timezone.now() - timedelta(days=900)
    Clip.objects.filter(pk=clip.pk).update(first_published_at=begin)
    change(clip, vera, lede="Seit Montag.")
    assert read(client, clip).context["first"] == begin
