"""System checks: settings that would make the site wrong, each with a hint."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register


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
