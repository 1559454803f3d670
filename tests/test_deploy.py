"""The files for operators: what they say fits what the program does."""

import re

import pytest
from django.conf import settings

from clips.cache.front import Front
from clips.cache.store import PASSED_ON
from clips.media.formats import MAX_BYTES

MEBIBYTE = 1024 * 1024


@pytest.fixture(scope="module")
def varnish() -> str:
    return (settings.ROOT / "deploy" / "varnish.vcl").read_text()


@pytest.fixture(scope="module")
def nginx() -> str:
    return (settings.ROOT / "deploy" / "nginx.conf").read_text()


def test_nginx_leaves_it_to_the_settings_what_hsts_covers(nginx: str) -> None:
    lines = [line.split() for line in nginx.splitlines() if "add_header Strict-Transport-Security" in line]
    assert [line[2] for line in lines] == ["$upstream_http_strict_transport_security"]


def test_nginx_takes_a_form_with_the_largest_picture(nginx: str) -> None:
    size = re.search(r"client_max_body_size (\d+)m;", nginx)
    assert size and int(size[1]) * MEBIBYTE > MAX_BYTES + MEBIBYTE


def test_nginx_lets_no_browser_guess_what_a_file_is(nginx: str) -> None:
    internal = nginx.partition("location /protected-media/ {")[2].partition("}")[0]
    assert "internal;" in internal
    assert "add_header X-Content-Type-Options nosniff always;" in internal


def test_nginx_writes_no_key_of_a_preview_into_its_log(nginx: str) -> None:
    assert "~^/preview/ 0;" in nginx.partition("map $request_uri $is_logged {")[2].partition("}")[0]
    assert [line.split()[-1] for line in nginx.splitlines() if "access_log" in line] == ["if=$is_logged;"]


def test_varnish_and_the_pages_agree_on_the_headers(varnish: str) -> None:
    front = Front("xkey-purge")
    assert f"xkey.purge(req.http.{front.purge_header})" in varnish
    assert {f"unset resp.http.{name};" for name in (front.label_header, front.limit_header)} <= {
        line.strip() for line in varnish.splitlines()
    }


def test_varnish_reads_every_lifetime_that_a_page_may_have(varnish: str) -> None:
    patterns = re.findall(r'regsub\(beresp\.http\.CDN-Cache-Control, "([^"]+)"', varnish)
    [(_name, value)] = Front("xkey-purge").limit(3600)
    assert [re.sub(pattern, r"\1", value) for pattern in patterns] == ["300", "3300"]


def test_varnish_never_keeps_what_the_page_store_passes_on(varnish: str) -> None:
    passed = re.search(r'req\.url !~ "\^/\(([a-z|]+)\)', varnish)
    files = {"media", "static"}
    assert passed and {*passed[1].split("|")} == {path.strip("/") for path in PASSED_ON} - files


def test_only_the_same_machine_may_tell_varnish_to_forget(varnish: str) -> None:
    assert varnish.partition("acl purgers {")[2].partition("}")[0].split() == ['"127.0.0.1";', '"::1";']


def test_who_tells_others_runs_as_confined_as_the_server() -> None:
    folder = settings.ROOT / "deploy"
    server, follow = ((folder / name).read_text() for name in ("kurzclips.service", "kurzclips-follow.service"))
    assert server.partition("NoNewPrivileges")[2] == follow.partition("NoNewPrivileges")[2]
