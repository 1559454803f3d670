"""What the environment decides, and what a wrong value says."""

import re
import runpy
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

Load = Callable[..., dict[str, Any]]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Load:
    """The settings as they come out of an environment with these variables."""

    def load(**variables: str) -> dict[str, Any]:
        for name, value in ({"VAR_DIR": str(tmp_path)} | variables).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(settings.ROOT / "cms" / "settings.py"))

    return load


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BIND", "everywhere"),
        ("DATABASE_URL", "mysql://user:sesame@host/name"),
        ("DATABASE_URL", "no address"),
        ("DEBUG", "perhaps"),
        ("HSTS_SUBDOMAINS", ""),
        ("LANGUAGE_CODE", "fr"),
        ("LOG_LEVEL", "loud"),
        ("PAGE_STORE", "much"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "eight"),
        ("PURGE_HEADER", "xkey purge"),
        ("PURGE_URL", "127.0.0.1:6081"),
        ("PURGE_URL", "http://127.0.0.1:sesame/"),
        ("SITE_URL", "news.example.org"),
        ("SITE_URL", "https://news.example.org/desk"),
        ("SITE_URL", "https://news.example.org:99999"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("TIME_ZONE", "../etc/passwd"),
        ("WEBHOOK_URL", "https://user:sesame@app.example.org/"),
        ("WEBHOOK_URL", "https://app.example.org/a sesame"),
        ("WORKERS", "0"),
    ],
)
def test_wrong_value_stops_the_start_with_one_sentence(load: Load, capfd: Any, name: str, value: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        load(**{name: value})
    sentence = capfd.readouterr().err
    assert stopped.value.code == 2
    assert sentence.startswith(f"Kurzclips cannot start: {name} must be ")
    assert sentence.count("\n") == 1
    assert "sesame" not in sentence


def test_folder_that_cannot_be_written_stops_the_start(load: Load, capfd: Any, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit):
        load(VAR_DIR=str(tmp_path / "file"))
    assert "VAR_DIR must be a folder" in capfd.readouterr().err


def test_command_ends_without_a_traceback(tmp_path: Path) -> None:
    environment = {"VAR_DIR": str(tmp_path), "PORT": "x"}
    ended = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=settings.ROOT, env=environment, capture_output=True
    )
    assert (ended.returncode, ended.stderr.count(b"\n")) == (2, 1)


def test_deployment_check_is_clean_with_an_https_address(tmp_path: Path) -> None:
    environment = {"VAR_DIR": str(tmp_path), "SITE_URL": "https://news.example.org"}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "DEBUG"]
    ended = subprocess.run(command, cwd=settings.ROOT, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr


def test_readme_names_every_variable() -> None:
    source = (settings.ROOT / "cms" / "settings.py").read_text()
    names = set(re.findall(r'(?:read|env\.str)\(\s*"([A-Z_]+)"', source))
    readme = settings.ROOT / "README.md"
    assert len(names) > 10
    assert not [name for name in names if readme.exists() and f"`{name}`" not in readme.read_text()]


def test_https_address_makes_cookies_secure_and_promises_https(load: Load) -> None:
    found = load(SITE_URL="https://news.example.org/")
    assert found["SITE_URL"] == "https://news.example.org"
    assert found["ALLOWED_HOSTS"] == ["news.example.org"]
    assert found["SESSION_COOKIE_SECURE"] and found["CSRF_COOKIE_SECURE"] and found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] == 31536000


def test_plain_http_on_this_machine_answers_to_its_names(load: Load) -> None:
    found = load(SITE_URL="http://127.0.0.1:8123")
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert not found["SESSION_COOKIE_SECURE"] and not found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] == 0
    assert found["SECURE_PROXY_SSL_HEADER"] is None


def test_port_is_part_of_the_address_that_nobody_named(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_URL")
    assert load(PORT="8123")["SITE_URL"] == "http://127.0.0.1:8123"


def test_database_address_moves_everything_to_postgresql(load: Load) -> None:
    database = load(DATABASE_URL="postgres://desk:p%23ss@db.example.org:5433/clips")["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["PASSWORD"], database["PORT"], database["NAME"]) == ("p#ss", 5433, "clips")
    assert database["CONN_HEALTH_CHECKS"]


def test_nobody_waits_long_for_a_database_that_is_gone_unless_its_address_says_so(load: Load) -> None:
    address = "postgres://desk@db.example.org/clips?connect_timeout=20"
    options = load(DATABASE_URL=address)["DATABASES"]["default"]["OPTIONS"]
    assert int(options["connect_timeout"]) == 20
    assert 0 < options["tcp_user_timeout"] <= 10_000
    assert load(DATABASE_URL="postgres:///clips")["DATABASES"]["default"]["OPTIONS"]["connect_timeout"] == 3


def test_a_token_that_can_be_guessed_stops_the_start(load: Load, capfd: Any) -> None:
    with pytest.raises(SystemExit):
        load(METRICS_TOKEN="short")
    assert "METRICS_TOKEN must have at least 16 characters" in capfd.readouterr().err


def test_sqlite_writers_queue_when_they_begin(load: Load) -> None:
    options = load(DATABASE_URL="sqlite:////srv/db.sqlite3")["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_secret_key_is_made_once_and_only_for_the_owner(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECRET_KEY")
    first = load()["SECRET_KEY"]
    assert load()["SECRET_KEY"] == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_workers_that_start_together_agree_on_the_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import cms.settings as s; print(s.SECRET_KEY)"]
    environment = {"VAR_DIR": str(tmp_path)}
    workers = [subprocess.Popen(command, cwd=settings.ROOT, env=environment, stdout=subprocess.PIPE) for _ in range(4)]
    assert len({worker.communicate()[0] for worker in workers}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
