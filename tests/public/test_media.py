"""Stored pictures: kept for ever, whole or in part, and nothing beside them."""

from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client

from tests.make import make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def address() -> str:
    return f"/media/{make_picture().file}"


@pytest.fixture
def data(address: str, media_folder: Path) -> bytes:
    return (media_folder / address.removeprefix("/media/")).read_bytes()


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def get_range(client: Client, address: str, wanted: str, **headers: str) -> HttpResponseBase:
    return client.get(address, headers={"range": wanted, **headers})


def test_a_picture_is_sent_whole_and_for_ever(client: Client, address: str, data: bytes) -> None:
    response = client.get(address)
    assert body(response) == data
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Content-Length"] == str(len(data))
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("suffix", "kind"), [("jpg", "jpeg"), ("webp", "webp"), ("avif", "avif")])
def test_every_rendition_has_its_type(client: Client, address: str, suffix: str, kind: str) -> None:
    name = address.replace("pictures", "renditions").replace(".jpg", f"-320.{suffix}")
    assert client.get(name).headers["Content-Type"] == f"image/{kind}"


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=5-9", 5, 10),
        ("bytes=5-", 5, None),
        ("bytes=-7", -7, None),
        ("bytes=0-999999", 0, None),
        ("bytes=-999999", 0, None),
    ],
)
def test_a_range_is_sent_as_asked(
    client: Client, address: str, data: bytes, wanted: str, start: int, end: int | None
) -> None:
    response = get_range(client, address, wanted)
    part = data[start:end]
    first = data.index(part) if start >= 0 else len(data) + start
    assert (response.status_code, body(response)) == (206, part)
    assert response.headers["Content-Range"] == f"bytes {first}-{first + len(part) - 1}/{len(data)}"
    assert response.headers["Content-Length"] == str(len(part))


@pytest.mark.parametrize("wanted", ["bytes=999999-", "bytes=999999-9999999", "bytes=-0"])
def test_a_range_past_the_end_is_refused_with_the_size(client: Client, address: str, data: bytes, wanted: str) -> None:
    response = get_range(client, address, wanted)
    assert (response.status_code, response.headers["Content-Range"]) == (416, f"bytes */{len(data)}")


@pytest.mark.parametrize(
    "wanted", ["bytes=9-5", "bytes=-", "bytes=a-b", "items=0-5", "bytes=0-1,4-5", "0-5", "bytes=٣-"]
)
def test_a_range_that_is_none_gets_the_whole(client: Client, address: str, data: bytes, wanted: str) -> None:
    response = get_range(client, address, wanted)
    assert (response.status_code, body(response)) == (200, data)


def test_a_range_of_another_file_gets_the_whole(client: Client, address: str) -> None:
    etag = client.get(address).headers["ETag"]
    assert get_range(client, address, "bytes=0-4", **{"if-range": etag}).status_code == 206
    assert get_range(client, address, "bytes=0-4", **{"if-range": '"other"'}).status_code == 200


def test_who_has_it_gets_nothing_again(client: Client, address: str) -> None:
    headers = client.get(address).headers
    for condition in ({"if-none-match": headers["ETag"]}, {"if-modified-since": headers["Last-Modified"]}):
        response = client.get(address, headers=condition)
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["Cache-Control"] == headers["Cache-Control"]
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_the_validator_is_strong_and_names_the_content(client: Client, address: str) -> None:
    assert client.get(address).headers["ETag"] == f'"{address.rpartition("/")[2]}"'


def test_head_has_the_length_and_no_body(client: Client, address: str, data: bytes) -> None:
    response = client.head(address, headers={"range": "bytes=0-4"})
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["Content-Length"] == str(len(data))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "pictures/",
        "../db.sqlite3",
        "pictures/../../secret-key",
        "pictures/%2e%2e/%2e%2e/secret-key",
        "..%2fsecret-key",
        "pictures/ab/notes.txt",
        "pictures/ab/page.html",
        f"pictures/ab/{'ab' * 12}.html",
        f"pictures/ab/{'ab' * 12}.jpg",
        f"pictures/ab/{'ab' * 12}.jpg%00.png",
        f"pictures/ab/.{'ab' * 12}.part",
    ],
)
def test_nothing_else_is_served(client: Client, media_folder: Path, name: str) -> None:
    for there in ("notes.txt", "page.html", f"{'ab' * 12}.html", f".{'ab' * 12}.part"):
        path = media_folder / "pictures" / "ab" / there
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("secret")
    (media_folder.parent / "secret-key").write_text("secret")
    response = client.get(f"/media/{name}")
    assert response.status_code == 404
    assert b"secret" not in response.content


def test_nginx_sends_the_file_where_it_stands_in_front(client: Client, address: str, settings: Any) -> None:
    settings.X_ACCEL_REDIRECT = "/protected-media/"
    response = client.get(address)
    assert response.content == b""
    assert response.headers["X-Accel-Redirect"] == address.replace("/media/", "/protected-media/")
    assert response.headers["Content-Type"] == "image/jpeg"
    assert client.get(f"/media/pictures/ab/{'ab' * 12}.jpg").status_code == 404
