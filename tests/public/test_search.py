"""The search page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clips.models import Clip, Tag
from tests.make import change_site, make_findable, make_section, make_tag

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def english_site() -> None:
    change_site(language="en")


def ask(client: Client, **words: str) -> Any:
    return client.get("/search/", words).context


def found(client: Client, **words: str) -> list[str]:
    return [hit.clip.headline for hit in ask(client, **words)["hits"]]


def read(client: Client, **words: str) -> str:
    return client.get("/search/", words).content.decode()


def test_without_a_question_it_says_how_to_ask(client: Client) -> None:
    page = read(client)
    assert "<search>" in page
    assert "How to search" in page
    assert 'name="robots"' not in page


def test_results_are_kept_out_of_search_engines_and_out_of_every_cache(client: Client) -> None:
    response = client.get("/search/?q=Rathaus")
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert response.headers["Cache-Control"] == "private, max-age=0, must-revalidate"
    assert "Set-Cookie" not in response.headers
    again = client.get("/search/?q=Rathaus", headers={"if-none-match": response.headers["ETag"]})
    assert (again.status_code, again.headers["Cache-Control"]) == (304, response.headers["Cache-Control"])


def test_what_was_asked_is_marked_in_headline_and_text_and_nothing_of_it_is_markup(client: Client) -> None:
    make_findable("Rathaus <b>", lede="Das Rathaus & mehr.")
    page = read(client, q="Rathaus")
    assert "<mark>Rathaus</mark> &lt;b&gt;" in page
    assert "Das <mark>Rathaus</mark> &amp; mehr." in page
    assert "&lt;script&gt;" in read(client, q="<script>x")


def test_a_clip_that_a_topic_found_names_it(client: Client) -> None:
    make_findable("Eins", tags=["Hochwasser"])
    make_tag("Flut", alias_of=Tag.objects.get(name="Hochwasser"))
    assert "<mark>Hochwasser</mark>" in read(client, q="Flut")


def test_it_is_narrowed_down_and_ordered(client: Client) -> None:
    now = timezone.now()
    sport = make_section("Sport")
    make_findable("Lauf am Mittwoch", section=sport, publish_at=now - 9 * DAY, tags=["Laufen"])
    make_findable("Morgen", lede="Ein Lauf.", language="en", publish_at=now - DAY)
    day, later = (f"{timezone.localtime(now - number * DAY):%Y-%m-%d}" for number in (9, 2))
    assert found(client, q="lauf") == ["Lauf am Mittwoch", "Morgen"]
    assert found(client, q="lauf", order="newest") == ["Morgen", "Lauf am Mittwoch"]
    ways = [{"section": "sport"}, {"tag": "laufen"}, {"language": "de"}, {"to": day}, {"from": day, "to": day}]
    assert [found(client, q="lauf", **way) for way in ways] == [["Lauf am Mittwoch"]] * 5
    assert found(client, q="lauf", **{"from": later}) == ["Morgen"]


def test_what_is_narrowed_to_stays_in_the_form_and_can_be_taken_back(client: Client) -> None:
    make_findable(tags=["Stadtrat"])
    page = read(client, q="nichts", tag="stadtrat", language="en")
    assert "Only the topic “Stadtrat”" in page
    assert '<option value="en" selected>' in page
    assert 'href="/search/?q=nichts"' in page


def test_pages_lead_on_and_back_and_the_last_one_ends_them(client: Client) -> None:
    for number in range(45):
        make_findable(f"Rathaus {number}", publish_at=timezone.now() - DAY * (number + 1))
    first, last = ask(client, q="Rathaus"), ask(client, q="Rathaus", page="99999")
    assert (first["count"], len(first["hits"]), first["previous"]) == (45, 20, "")
    assert first["next"] == "/search/?q=Rathaus&page=2"
    assert ([hit.clip.headline for hit in last["hits"]][-1], last["next"]) == ("Rathaus 44", "")
    assert last["previous"] == "/search/?q=Rathaus&page=2"
    assert client.get(last["previous"]).context["previous"] == "/search/?q=Rathaus"


@pytest.mark.parametrize(
    ("typed", "meant"), [("Hochwaser", "Hochwasser"), ("Zilpzapl", "Zilpzalp"), ("xFeuerwehr Park", "Feuerwehr Park")]
)
def test_a_word_like_it_is_offered_as_a_public_clip_spells_it(typed: str, meant: str, client: Client) -> None:
    make_findable("Hochwasser, Zilpzalp und die Feuerwehr im Park")
    assert ask(client, q=typed)["better"][0] == meant
    assert f'href="/search/?q={meant.replace(" ", "+")}"' in read(client, q=typed)


def test_a_topic_like_it_is_offered_too(client: Client) -> None:
    make_findable("Eins", tags=["Gemeinderatswahl"])
    assert ask(client, q="Gemeinderatswal")["better"][0] == "Gemeinderatswahl"


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"status": "withdrawn"}, {"publish_at": timezone.now() + DAY}])
def test_nothing_is_offered_from_what_readers_do_not_see(fields: dict[str, Any], client: Client) -> None:
    make_findable("Zilpzalp", tags=["Singvogel", make_tag("Nachtigall", status="proposed")], **fields)
    make_findable("Eins", tags=[Tag.objects.get(name="Nachtigall")])
    assert [ask(client, q=typed)["better"] for typed in ("Zilpzap", "Singvogl", "Nachtigal")] == [None] * 3


def test_the_page_costs_the_same_for_one_and_for_many(client: Client, django_assert_num_queries: Any) -> None:
    for number in range(25):
        make_findable(f"Meldung {number}", tags=["Meldung", f"T{number}"])
    # Site and sections; what the words name; each rank, the last one too; the clips of the page and their tags.
    with django_assert_num_queries(10):
        client.get("/search/?q=Meldung")
    Clip.objects.filter(headline__gt="Meldung 1").delete()
    with django_assert_num_queries(10):
        client.get("/search/?q=Meldung")
    with django_assert_num_queries(6):
        client.get("/search/?q=Meldung&order=newest")
    with django_assert_num_queries(2):
        client.get("/search/")


def test_every_page_leads_to_the_search(client: Client) -> None:
    assert 'href="/search/"' in client.get("/").content.decode()


def test_another_name_of_a_topic_narrows_to_that_topic(client: Client) -> None:
    make_findable("Deich gehalten", tags=["Elbe"])
    make_findable("Deich gebrochen")
    make_tag("Elbestrom", alias_of=Tag.objects.get(name="Elbe"))
    assert found(client, q="deich", tag="elbestrom") == ["Deich gehalten"]
