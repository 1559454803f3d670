"""What every test gets: a folder of its own for media, quick passwords, the language of the site."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings as project_settings
from django.test import override_settings

pytest_plugins = ["tests.cast"]

ON_POSTGRES = os.environ.get("TEST_DATABASE") == "postgres"
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}

hypothesis.settings.register_profile(
    "stress",
    max_examples=50 * int(os.environ.get("STRESS", "1")),
    deadline=None,
    derandomize="STRESS" not in os.environ,
)
hypothesis.settings.load_profile("stress")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the browser's tests, and those of several processes; on PostgreSQL keep what touches the database."""
    for item in items:
        folders = item.path.relative_to(config.rootpath).parts
        if "browser" in folders:
            item.add_marker("browser")
        if "concurrency" in folders:
            item.add_marker("long")
        if empties_tables(item):
            # What the migrations wrote is there again before the next test: else Django writes other rows in its place.
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
    if ON_POSTGRES:
        config.hook.pytest_deselected(items=[item for item in items if not touches_database(item)])
        items[:] = [item for item in items if touches_database(item)]


def empties_tables(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    in_transactions = marker is not None and marker.kwargs.get("transaction")
    return bool(in_transactions or {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", [])))


def touches_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", []))
    return bool(names & DATABASE_FIXTURES) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session", autouse=True)
def quick_settings() -> Iterator[None]:
    """Static files need no collecting, and a password no second of hashing."""
    storages = project_settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(STORAGES=storages, PASSWORD_HASHERS=hashers):
        yield


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Names of folders that nobody has made yet: most tests write no file, and `tmp_path` costs each a look at all."""
    base = tmp_path_factory.mktemp("media")
    return (base / str(number) for number in count())


@pytest.fixture(autouse=True)
def media_folder(settings: object, folders: Iterator[Path]) -> Path:
    settings.MEDIA_ROOT = next(folders) / "media"  # type: ignore[attr-defined]
    return settings.MEDIA_ROOT  # type: ignore[attr-defined, no-any-return]
