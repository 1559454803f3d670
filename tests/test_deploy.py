"""The files for operators: what they say fits what the program does."""

import re

import pytest
from django.conf import settings

from clips.media.formats import MAX_BYTES

MEBIBYTE = 1024 * 1024


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
