"""Django's check, which looks into the database too unless another one is named."""

from typing import Any

from django.core.management.commands import check
from django.db import DEFAULT_DB_ALIAS


class Command(check.Command):
    def handle(self, *app_labels: str, **options: Any) -> None:
        super().handle(*app_labels, **{**options, "databases": options["databases"] or [DEFAULT_DB_ALIAS]})
