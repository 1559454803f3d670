"""What robots are told, and whom the operator's choice keeps out."""

from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client

from clips.feeds.crawlers import CRAWLERS
from clips.models import Site
from tests.make import change_site

pytestmark = pytest.mark.django_db


def read(client: Client) -> RobotFileParser:
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").content.decode().splitlines())
    return rules


def list_kept_out(client: Client) -> set[str]:
    rules = read(client)
    return {crawler.name for crawler in CRAWLERS if not rules.can_fetch(crawler.name, "http://testserver/clips/1-a/")}


def test_everything_is_open_but_the_desk_previews_and_pages_of_hits(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /preview/",
        "Disallow: /search/?",
        "",
        "Sitemap: http://testserver/sitemap.xml",
        "Sitemap: http://testserver/sitemap-news.xml",
    ]


def test_the_sitemaps_that_it_names_are_there(client: Client) -> None:
    for address in read(client).site_maps() or []:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize("choice", Site.Crawlers.values)
def test_each_choice_keeps_out_whom_it_says_and_no_search_engine(client: Client, choice: str) -> None:
    change_site(ai_crawlers=choice)
    refused = {"allow": set(), "no_training": {"training"}, "block": {"training", "answers"}}[choice]
    assert list_kept_out(client) == {crawler.name for crawler in CRAWLERS if crawler.purpose.value in refused}
    for name in ("Googlebot", "Bingbot", "Applebot", "DuckDuckBot", "Googlebot-News", "Storebot-Google"):
        assert read(client).can_fetch(name, "http://testserver/clips/1-a/")


def test_who_answers_with_sources_is_not_who_trains() -> None:
    purposes = {crawler.name: crawler.purpose.value for crawler in CRAWLERS}
    assert (purposes["GPTBot"], purposes["OAI-SearchBot"]) == ("training", "answers")
    assert len(purposes) == len(CRAWLERS)


def test_a_refused_crawler_is_told_once_and_may_read_nothing(client: Client) -> None:
    change_site(ai_crawlers="block")
    text = client.get("/robots.txt").content.decode()
    assert text.count("User-agent: GPTBot\n") == 1
    assert not read(client).can_fetch("GPTBot", "http://testserver/")


def test_robots_cost_five_queries(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(5):
        client.get("/robots.txt")
