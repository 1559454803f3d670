"""The texts of the demo newsroom: complete, consistent, and nothing that cleaning would change."""

import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from clips.text.markup import clean_html, plain_text
from clips.text.naming import headline_key, match_key, slugify

DEMO = Path(__file__).parents[2] / "clips/management/demo"
NEWSROOM = tomllib.loads((DEMO / "newsroom.toml").read_text("utf-8"))
CLIPS_BY_SECTION = {
    section["slug"]: tomllib.loads((DEMO / f"clips-{section['slug']}.toml").read_text("utf-8"))["clip"]
    for section in NEWSROOM["section"]
}
CLIPS: list[dict[str, Any]] = list(chain.from_iterable(CLIPS_BY_SECTION.values()))
REQUIRED = {"origin", "headline", "lede", "body", "tags", "hours_ago", "author"}
OPTIONAL = {
    "kicker", "more", "notice", "picture", "caption", "byline", "language", "status", "reason", "expires_hours_ago",
    "changes",
}  # fmt: skip
MOTIFS = {
    "river", "bridge", "town", "forest", "field", "mountains", "tram", "station", "harbour", "library", "market",
    "greenhouse", "windmills", "snow", "night_sky", "orchard",
}  # fmt: skip
HIDDEN = ("draft", "in_review", "scheduled", "expired", "withdrawn")


def with_status(status: str) -> list[dict[str, Any]]:
    return [clip for clip in CLIPS if clip.get("status", "published") == status]


def titles_in_more() -> Iterator[tuple[str, str]]:
    for clip in CLIPS:
        yield from ((clip["headline"], line) for line in clip.get("more", []) if isinstance(line, str))


def tags_in(html: str) -> list[str]:
    return re.findall(r"</?[a-z0-9]+", html)


def test_there_is_enough_to_fill_every_page() -> None:
    assert len(CLIPS) >= 66
    assert len(CLIPS_BY_SECTION["kurzclips"]) >= 30
    assert len(NEWSROOM["section"]) == 5
    assert min(map(len, CLIPS_BY_SECTION.values())) >= 10


def test_sections_tags_notices_and_people_are_as_many_as_promised() -> None:
    statuses = [tag.get("status", "active") for tag in NEWSROOM["tag"]]
    assert (statuses.count("active"), statuses.count("proposed"), statuses.count("blocked")) == (42, 3, 1)
    assert [len(NEWSROOM[kind]) for kind in ("alias", "notice", "person")] == [3, 3, 4]
    assert [rule["scope"] for notice in NEWSROOM["notice"] for rule in notice["rules"]].count("site") == 1


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip["origin"])
def test_a_clip_has_the_fields_of_the_schema(clip: dict[str, Any]) -> None:
    assert clip.keys() >= REQUIRED
    assert clip.keys() <= REQUIRED | OPTIONAL


def test_no_two_clips_share_an_origin_a_headline_or_an_address() -> None:
    for values in (
        [clip["origin"] for clip in CLIPS],
        [headline_key(clip["headline"]) for clip in CLIPS],
        [slugify(clip["headline"]) for clip in CLIPS],
    ):
        assert len(set(values)) == len(CLIPS)


def test_no_two_names_are_the_same_tag() -> None:
    names = [row["name"] for row in NEWSROOM["tag"] + NEWSROOM["alias"]]
    assert len({match_key(name) for name in names}) == len(names)


def test_aliases_lead_to_active_tags() -> None:
    active = {tag["name"] for tag in NEWSROOM["tag"] if "status" not in tag}
    assert {alias["target"] for alias in NEWSROOM["alias"]} <= active


def test_clips_carry_known_tags_and_every_tag_but_the_blocked_is_used() -> None:
    usable = {tag["name"] for tag in NEWSROOM["tag"] if tag.get("status") != "blocked"}
    assert {name for clip in CLIPS for name in clip["tags"]} == usable


def test_a_clip_never_repeats_a_tag() -> None:
    assert [clip["origin"] for clip in CLIPS if len(set(clip["tags"])) != len(clip["tags"])] == []


def test_a_blocked_tag_says_why() -> None:
    assert all(tag["reason"] for tag in NEWSROOM["tag"] if tag.get("status") == "blocked")


def test_every_picture_is_used() -> None:
    assert {clip["picture"] for clip in CLIPS if "picture" in clip} == {row["key"] for row in NEWSROOM["picture"]}


def test_notices_and_authors_named_by_clips_exist() -> None:
    notices = {notice["key"] for notice in NEWSROOM["notice"]} | {"none"}
    assert {clip["notice"] for clip in CLIPS if "notice" in clip} <= notices
    assert {clip["author"] for clip in CLIPS} <= {person["username"] for person in NEWSROOM["person"]}


def test_corrections_are_of_live_clips_and_put_right_what_stands_there() -> None:
    live = {clip["origin"]: clip for clip in with_status("published")}
    assert [row["kind"] for row in NEWSROOM["correction"]] == ["correction", "update", "counter_statement"]
    for row in NEWSROOM["correction"]:
        assert live[row["clip"]]["hours_ago"] > row["hours_ago"]
        assert row.get("wrong", "") in live[row["clip"]]["body"] and ("wrong" in row) == ("right" in row)


def test_dossiers_are_of_known_clips_each_once_and_say_what_they_are_about() -> None:
    origins = {clip["origin"] for clip in CLIPS}
    for dossier in NEWSROOM["dossier"]:
        assert len(dossier["clips"]) == len(set(dossier["clips"])) >= 3
        assert set(dossier["clips"]) <= origins and dossier["description"]


def test_pictures_are_drawn_from_known_motifs_and_described_in_a_sentence() -> None:
    assert {picture["motif"] for picture in NEWSROOM["picture"]} == MOTIFS
    assert [p["key"] for p in NEWSROOM["picture"] if not (40 <= len(p["alt"]) <= 300 and p["alt"].endswith("."))] == []


def test_more_lines_name_a_clip_or_are_meant_to_stay_a_title() -> None:
    headlines = {clip["headline"] for clip in CLIPS}
    unknown = {title for _, title in titles_in_more()} - headlines
    assert unknown == set(NEWSROOM["titles_without_clip"])


def test_no_clip_points_at_itself() -> None:
    assert [headline for headline, title in titles_in_more() if headline == title] == []


def test_addresses_elsewhere_are_examples_only() -> None:
    lines = [line for clip in CLIPS for line in clip.get("more", []) if not isinstance(line, str)]
    assert lines
    assert [line for line in lines if not line["url"].startswith("https://example.org/") or not line["title"]] == []


def test_ledes_are_one_or_two_sentences_but_for_the_one_word() -> None:
    short = [clip["lede"] for clip in CLIPS if not 80 <= len(clip["lede"]) <= 300]
    assert short == ["Geschafft."]


def test_headlines_run_from_one_word_to_140_characters() -> None:
    lengths = sorted(len(clip["headline"]) for clip in CLIPS)
    assert (lengths[0], lengths[-1]) == (5, 140)
    assert lengths[1] >= 30
    assert lengths[-2] <= 90


def test_one_clip_has_twelve_tags_and_one_none() -> None:
    counts = sorted(len(clip["tags"]) for clip in CLIPS)
    assert (counts[0], counts[-1]) == (0, 12)
    assert counts[-2] <= 5


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip["origin"])
def test_cleaning_a_body_loses_nothing(clip: dict[str, Any]) -> None:
    assert tags_in(clean_html(clip["body"])) == tags_in(clip["body"])
    bare = re.sub(r"<[^>]+>", " ", clip["body"])
    assert plain_text(clip["body"]).replace("- ", "").split() == bare.replace("- ", "").split()


@pytest.mark.parametrize("notice", NEWSROOM["notice"], ids=lambda notice: notice["key"])
def test_cleaning_a_notice_loses_nothing(notice: dict[str, Any]) -> None:
    for html in [notice["html"], *(remark["html"] for remark in notice.get("remark", []))]:
        assert tags_in(clean_html(html)) == tags_in(html)


def test_every_status_is_there() -> None:
    counts = {status: len(with_status(status)) for status in HIDDEN}
    assert counts["draft"] >= 3
    assert min(counts.values()) >= 2
    assert len(with_status("published")) + sum(counts.values()) == len(CLIPS)


def test_moments_fit_the_status() -> None:
    assert all(clip["hours_ago"] < 0 for clip in with_status("scheduled"))
    assert all(clip["hours_ago"] > clip["expires_hours_ago"] > 0 for clip in with_status("expired"))
    assert all(clip["hours_ago"] > 0 and clip["reason"] for clip in with_status("withdrawn"))


def test_the_last_hours_are_busy_and_the_archive_goes_back_a_year() -> None:
    hours = [clip["hours_ago"] for clip in with_status("published")]
    assert sum(hour <= 12 for hour in hours) == 8
    assert max(hours) > 365 * 24
    assert len(set(hours)) == len(hours)


def test_the_newest_clip_has_a_picture_for_the_front_page() -> None:
    assert "picture" in min(with_status("published"), key=lambda clip: clip["hours_ago"])


def test_english_stands_beside_german() -> None:
    assert sum(clip.get("language") == "en" for clip in CLIPS) >= 8


def test_quotes_are_set_not_typed() -> None:
    bare = [clip["origin"] for clip in CLIPS if re.search("[\"']", re.sub(r"<[^>]+>", "", clip["lede"] + clip["body"]))]
    assert bare == []
