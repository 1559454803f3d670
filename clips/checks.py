"""System checks: settings that would make the site wrong, and pages that nobody has written yet; each with a hint."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import Error as DatabaseError
from django.urls import reverse

from clips.models import Page


@register("clips")
def check_order_of_apps(**kwargs: Any) -> list[CheckMessage]:
    """The groups get new permissions before Django makes them: see `roles.grant_new_permissions`."""
    labels = [config.label for config in apps.get_app_configs()]
    if labels.index("clips") < labels.index("auth"):
        return []
    hint = "Move 'clips' above 'django.contrib.auth' in INSTALLED_APPS."
    return [Error("'clips' must come before 'django.contrib.auth'.", hint=hint, id="clips.E001")]


@register("clips")
def check_languages(**kwargs: Any) -> list[CheckMessage]:
    """The site and its clips speak exactly these two languages."""
    if {code for code, _name in settings.LANGUAGES} == {"de", "en"}:
        return []
    return [Error("LANGUAGES must be German and English.", hint="Set LANGUAGES to de and en.", id="clips.E002")]


@register("clips", Tags.database)
def check_pages(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """What the law asks for is written; silent where the database may not be asked, or has no table for it yet."""
    if not databases:
        return []
    try:
        return [_warn(page) for page in Page.objects.using(databases[0]).unfinished()]
    except DatabaseError:
        return []


def _warn(page: Page) -> CheckMessage:
    address = settings.SITE_URL + reverse("admin:clips_page_change", args=[page.pk])
    count = len(page.placeholders)
    state = f"has gaps to fill in: {count}" if count else "is not written yet"
    return Warning(f"The page “{page.title}” {state}.", hint=f"Write it at {address}", id="clips.W001")
