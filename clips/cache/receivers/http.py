"""One request to a receiver, with a limit of time, and every way in which it can fail under one name."""

from collections.abc import Mapping
from http.client import HTTPException
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from clips.cache.receivers.base import DeliveryFailed

# Seconds.
PATIENCE: Final = 10


class _StayHere(HTTPRedirectHandler):
    """A signed text goes where the operator said and nowhere else."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


_opener = build_opener(_StayHere)


def send(method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> None:
    """Raises DeliveryFailed unless the answer is 2xx, of which nothing more is read; many an address is a secret."""
    request = Request(url, body, dict(headers), method=method)  # noqa: S310  the settings let http and https in alone
    try:
        _opener.open(request, timeout=PATIENCE).close()
    except HTTPError as error:
        error.close()
        raise DeliveryFailed(f"{method} {error.code}") from error
    except (URLError, OSError, HTTPException) as error:
        raise DeliveryFailed(f"{method} {error}") from error
