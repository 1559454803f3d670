"""The application: on migration the groups get the permissions that are new."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ClipsConfig(AppConfig):
    name = "clips"
    label = "clips"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported only once the registry is ready: the one place that imports so late.
        from clips import checks  # noqa: F401, PLC0415
        from clips.roles import grant_new_permissions  # noqa: PLC0415

        post_migrate.connect(grant_new_permissions, sender=self, dispatch_uid="clips.grant_new_permissions")
