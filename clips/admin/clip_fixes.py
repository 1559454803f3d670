"""One click puts a typing habit right: without JavaScript the same form comes back with the fixed text."""

from typing import Final

from django.http import QueryDict

from clips.text.typography import KINDS, fix_html, fix_text

FIXABLE: Final = ("kicker", "headline", "lede", "body", "caption")


def fix_posted(posted: QueryDict) -> QueryDict:
    """What was sent, with one field put right where a button such as "quotes:lede" asked for it; nothing is saved."""
    kind, _colon, name = posted.get("fix", "").partition(":")
    if kind not in KINDS or name not in FIXABLE:
        return posted
    fix = fix_html if name == "body" else fix_text
    fixed = posted.copy()
    fixed[name] = fix(posted.get(name, ""), posted.get("language", ""), [kind])
    return fixed
