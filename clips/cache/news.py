"""News of this process itself: what it wrote is looked for with the next request, not when the next look is due."""


class _News:
    count = 0


_news = _News()


def tell() -> None:
    """After a commit. Two threads that count at once may count one: either way the number has changed."""
    _news.count += 1


def count() -> int:
    return _news.count
