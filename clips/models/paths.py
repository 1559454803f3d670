"""Paths: where a thing has its page, put together once for each name and number."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse


def path_to(name: str, *parts: int | str) -> str:
    """As `reverse`, which takes longer than to look a clip up; a page has dozens of them."""
    return _find_path(get_script_prefix(), name, *parts)


@lru_cache(maxsize=5_000)
def _find_path(prefix: str, name: str, *parts: int | str) -> str:
    return reverse(name, args=parts)
