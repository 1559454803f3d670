"""Why a notice stands where it stands, in words, from plain facts: desk and terminal say the same."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LANGUAGES: Final = {"de": gettext_lazy("German"), "en": gettext_lazy("English")}


def tell_scope(scope: str, subject: str) -> str:
    """What a rule applies to; `subject` is the name of a tag or section, or the code of a language."""
    if scope == "tag":
        return _("Tag: %(name)s") % {"name": subject}
    if scope == "section":
        return _("Section: %(name)s") % {"name": subject}
    if scope == "language":
        return _("Language: %(name)s") % {"name": LANGUAGES.get(subject, subject)}
    return _("Whole site")


def tell_why(stretch: Mapping[str, Any]) -> str:
    """Of a stretch as `describe_stretch` gives it."""
    if not stretch["known"]:
        return _("The memory of this clip had not begun.")
    if not stretch["public"]:
        return _("The clip was not public: nothing stood there.")
    if stretch["left_out"]:
        return _("The clip did without “%(name)s”.") % {"name": stretch["left_out"]["name"]}
    if not stretch["notice"]:
        return _("No rule applied: nothing stood there.")
    rule = stretch["rule"]
    return tell_scope(rule["scope"], rule["subject"]) if rule else _("The clip chose it.")
