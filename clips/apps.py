"""The application: on migration the groups get the permissions that are new."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ClipsConfig(AppConfig):
    name = "clips"
    label = "clips"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # By name, because both know the models, which are there only once the registry is ready.
        import_module("clips.checks")
        roles = import_module("clips.roles")
        post_migrate.connect(roles.grant_new_permissions, sender=self, dispatch_uid="clips.grant_new_permissions")
