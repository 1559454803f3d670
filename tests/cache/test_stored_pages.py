"""Stored pages: found by path and parameters, dropped by key, bounded by bytes."""

import random

from clips.cache.pages import OVERHEAD, Page, StoredPages


def page(*keys, body=b"x" * 100):
    return Page([("ETag", '"1"')], body, keys)


def test_a_page_is_found_by_the_parameters_that_it_reads_and_by_no_other():
    pages, list_page = StoredPages(10**6), page()
    pages.keep("/", ("before",), {"before": ["7"], "utm": ["a"]}, list_page)
    assert pages.find("/", {"utm": ["b"], "before": ["7"]}) is list_page
    for given in ({}, {"before": ["8"]}, {"before": ["7", "7"]}, {"before": [""]}):
        assert pages.find("/", given) is None
    assert pages.find("/other/", {}) is None


def test_a_parameter_without_a_value_is_not_the_page_without_it():
    pages = StoredPages(10**6)
    pages.keep("/", ("before",), {}, page())
    assert pages.find("/", {"utm": [""]}) is not None
    assert pages.find("/", {"before": [""]}) is None


def test_a_change_drops_those_that_hold_its_key_and_no_other():
    pages, one, other = StoredPages(10**6), page("clip:1", "latest"), page("clip:2")
    pages.keep("/1", (), {}, one)
    pages.keep("/2", (), {}, other)
    pages.drop(frozenset({"latest", "clip:1"}))
    assert pages.find("/1", {}) is None
    assert pages.find("/2", {}) is other
    pages.drop(None)
    assert (len(pages), pages.size) == (0, 0)


def test_a_page_takes_the_place_of_the_one_before():
    pages = StoredPages(10**6)
    pages.keep("/", (), {}, page("a"))
    pages.keep("/", (), {}, new := page("b"))
    pages.drop(frozenset({"a"}))
    assert pages.find("/", {}) is new
    assert len(pages) == 1


def test_it_never_holds_more_than_its_bytes_and_keeps_what_is_read():
    pages = StoredPages(20 * (OVERHEAD + 300))
    for number in range(200):
        pages.keep(f"/{number}", (), {}, page(f"clip:{number}"))
        pages.find("/0", {})
        assert pages.size <= pages.limit
    assert pages.find("/0", {}) is not None
    assert pages.find("/1", {}) is None


def test_of_pages_that_are_gone_nothing_is_left():
    pages = StoredPages(10**6)
    for number in ("1", "2"):
        pages.keep("/", ("before",), {"before": [number]}, page(number))
    pages.drop(frozenset({"1"}))
    assert pages.find("/", {"before": ["2"]}) is not None
    pages.drop(None)
    assert (len(pages), pages.size, pages._parameters, pages._paths) == (0, 0, {}, {})


def test_a_body_is_kept_compressed_and_unpacked_for_who_wants_it_so():
    kept = page(body=b"Hochwasser " * 100)
    assert kept.size < len(b"Hochwasser " * 100) + OVERHEAD
    headers, body = kept.choose(False)
    assert body == b"Hochwasser " * 100
    assert ("Content-Length", str(len(body))) in headers
    assert "Content-Encoding" not in dict(headers)
    headers, body = kept.choose(True)
    assert ("Content-Length", str(len(body))) in headers


def test_one_page_is_not_let_in_for_all_others():
    pages = StoredPages(10**5)
    assert not pages.keep("/", (), {}, page(body=random.Random(1).randbytes(10**5)))
    assert len(pages) == 0
    assert pages.keep("/", (), {}, page())
