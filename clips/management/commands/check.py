"""Django's check, which looks into the database too unless another one is named."""

from typing import Any

from django.core.management.commands import check
from django.db import DEFAULT_DB_ALIAS


class Command(check.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **{**options, "databases": options["databases"] or [DEFAULT_DB_ALIAS]})
