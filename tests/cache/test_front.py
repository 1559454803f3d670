"""What a cache in front is told, and only where the operator named one."""

import pytest

from clips.cache.front import LONGEST, Front
from clips.cache.store import PageStore
from tests.cache.test_store import Site, ask


@pytest.mark.parametrize(
    ("purge_header", "label", "limit"),
    [
        ("xkey-purge", ("xkey", "clip:1 latest"), "CDN-Cache-Control"),
        ("xkey-softpurge", ("xkey", "clip:1 latest"), "CDN-Cache-Control"),
        ("Surrogate-Key", ("Surrogate-Key", "clip:1 latest"), "Surrogate-Control"),
        ("Cache-Tag", ("Cache-Tag", "clip:1,latest"), "CDN-Cache-Control"),
    ],
)
def test_each_cache_has_its_own_names(purge_header, label, limit):
    front = Front(purge_header)
    assert front.label(["latest", "clip:1"]) == [label]
    assert front.limit(1000.0)[0][0] == limit


def test_too_many_keys_are_those_of_whole_kinds():
    ((_name, value),) = Front("xkey-purge").label([*(f"clip:{number}" for number in range(1000)), "site", "day"])
    assert value == "day public site"
    assert len(Front("xkey-purge").label(f"clip:{number}" for number in range(250))[0][1]) <= LONGEST


@pytest.mark.parametrize(
    ("ahead", "told"),
    [
        (0.9, None),
        (60.9, "max-age=60"),
        (310.0, "max-age=300, stale-while-revalidate=10, stale-if-error=10"),
        (3600.0, "max-age=300, stale-while-revalidate=30, stale-if-error=3300"),
    ],
)
def test_nothing_may_be_shown_past_the_next_change_by_the_clock(ahead, told):
    assert dict(Front("xkey-purge").limit(ahead)).get("CDN-Cache-Control") == told


@pytest.mark.django_db
def test_pages_carry_both_also_when_nothing_has_changed(settings):
    settings.PURGE_URL = "http://127.0.0.1:6081/"
    store = PageStore(Site(), 10**7)
    for status, asked in (("200 OK", {}), ("200 OK", {}), ("304 Not Modified", {"HTTP_IF_NONE_MATCH": '"abc"'})):
        said, headers, _body = ask(store, **asked)
        assert (said, headers["xkey"]) == (status, "clip:1 latest")
        assert headers["CDN-Cache-Control"].startswith("max-age=")
        assert headers["Cache-Control"] == "public"


@pytest.mark.django_db
def test_what_is_not_stored_is_given_to_nobody_for_long(settings):
    settings.PURGE_URL = "http://127.0.0.1:6081/"
    site = Site()
    store = PageStore(site, 10**7)
    store.follower.if_unchanged = lambda *_args: False
    assert "CDN-Cache-Control" not in ask(store)[1]


@pytest.mark.django_db
def test_without_a_cache_in_front_nobody_hears_of_keys_or_lifetimes():
    store = PageStore(Site(), 10**7)
    ask(store)
    assert not {"xkey", "CDN-Cache-Control", "Surrogate-Control", "Age"} & ask(store)[1].keys()
