"""For monitors: well, or not."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


@pytest.mark.django_db
def test_all_is_well(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"OK\n")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_missing_migration_is_told_to_who_asks_and_not_to_the_log(client: Client, caplog: Any) -> None:
    MigrationRecorder(connection).record_unapplied("clips", "0001_create_newsroom")
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"Migrations are missing.\n")
    assert not caplog.records


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_told(client: Client) -> None:
    def fail(*args: Any) -> None:
        raise OperationalError("no connection to secret-host")

    with connection.execute_wrapper(fail):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"The database does not answer.\n")
    assert response.headers["Cache-Control"] == "no-store"
