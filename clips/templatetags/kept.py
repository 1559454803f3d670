"""Parts of pages that are the same wherever they stand: rendered once for what they say, and never out of date."""

from collections.abc import Mapping
from hashlib import blake2b
from itertools import islice
from typing import Any, Final

from django import template
from django.conf import settings
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

register = template.Library()

# Of two to six kilobytes each, in every process; the oldest half goes when it gets more.
MOST: Final = 2_000
PLAIN: Final = frozenset({str, int, float, bool, type(None)})

_kept: dict[bytes, SafeString] = {}


@register.simple_tag
def kept(part: str, **given: Any) -> SafeString:
    """The template with these values and no others, found by all of them.

    Of a row its own columns count, so whatever it shows of another row is given by a name of its own.
    """
    if settings.DEBUG:
        return render_to_string(part, given)
    said = repr((part, translation.get_language(), *map(sign, given.items())))
    # The values are longer than what is made of them.
    key = blake2b(said.encode("utf-8", "backslashreplace"), digest_size=16).digest()
    found = _kept.get(key)
    if found is None:
        found = render_to_string(part, given)
        if len(_kept) >= MOST:
            for old in list(islice(_kept, MOST // 2)):
                _kept.pop(old, None)
        _kept[key] = found
    return found


def sign(value: Any) -> Any:
    """What tells it by its `repr` from everything that would look otherwise."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if isinstance(value, Model):
        # Most columns are plain, and asking so here spares a call for each.
        columns = [(name, one if type(one) in PLAIN else sign(one)) for name, one in value.__dict__.items()]
        return (kind, *(column for column in columns if column[0] != "_state"))
    if isinstance(value, list | tuple):
        return tuple(map(sign, value))
    if isinstance(value, Mapping):
        return tuple(map(sign, value.items()))
    # Safe and unsafe text are equal, and look otherwise.
    return (kind, value)
