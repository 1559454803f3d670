"""A real Chromium, a logged-in person, and a page that fails its test when a policy was violated or a script broke."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.chromium import find_chromium

# The real server, for what one process cannot show.
from tests.concurrency.conftest import newsroom, server, static_files, template  # noqa: F401

REPORT_VIOLATIONS = """
    document.addEventListener("securitypolicyviolation", event =>
        console.error("Content Security Policy: " + event.violatedDirective + " " + event.blockedURI));
"""
WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Seconds for what must come true in the end: only a failing test waits so long, and a busy machine is slow, not wrong.
PATIENCE = 30
expect.set_options(timeout=PATIENCE * 1000)

# Playwright runs an event loop in this thread; Django would take a query beside it for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    first_contents = connection._test_serialized_contents  # type: ignore[attr-defined]
    program = find_chromium()
    if not program:
        pytest.exit("The browser tests need Chromium: install the package `chromium`, or name it in CHROMIUM.", 2)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        # Beside Playwright's event loop this thread has another connection, which must know the first rows too.
        connection._test_serialized_contents = first_contents  # type: ignore[attr-defined]
        yield browser
        browser.close()


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """What went wrong on the pages of a test: it fails at its end unless the list is empty."""
    found: list[str] = []
    yield found
    assert not found


@pytest.fixture
def open_page(browser: Browser, live_server: Any, faults: list[str]) -> Iterator[Callable[..., Page]]:
    """`open_page(color_scheme="dark", viewport=..., java_script_enabled=False)` is a new reader with an own context."""
    contexts = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**{"base_url": live_server.url, "locale": "de-DE"} | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.add_init_script(REPORT_VIOLATIONS)
        watch(page, live_server.url, faults)
        return page

    yield open_page
    for context in contexts:
        context.close()
    wait_for_server()


def wait_for_server() -> None:
    """What pages sent last, such as an autosave, is answered before the tables are emptied for the next test."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        busy = [thread for thread in threading.enumerate() if "process_request_thread" in thread.name]
        if not busy:
            return
        # One that is only about to start cannot be joined yet.
        time.sleep(0.01)


def watch(page: Page, home: str, faults: list[str]) -> None:
    """Note violations, script errors and requests that leave for a third party."""

    def note_message(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            faults.append(f"{page.url}: {message.text}")

    page.on("console", note_message)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on(
        "request",
        lambda request: request.url.startswith((home, "data:", "blob:")) or faults.append(f"request to {request.url}"),
    )


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()


@pytest.fixture
def log_in(live_server: Any) -> Callable[[Page, AbstractBaseUser], None]:
    """`log_in(page, alice)` gives the page the session of a person, without the way through the form."""

    def log_in(page: Page, user: AbstractBaseUser) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        host = live_server.url.rpartition(":")[0].removeprefix("http://")
        cookie = {
            "name": name,
            "value": client.cookies[name].value,
            "domain": host,
            "path": settings.SESSION_COOKIE_PATH,
        }
        page.context.add_cookies([cookie])

    return log_in


@pytest.fixture
def find_barriers(faults: list[str]) -> Callable[[Page], list[str]]:
    """`find_barriers(page)` names what axe finds; the two violations that axe itself causes are not held against us."""

    def find_barriers(page: Page) -> list[str]:
        before = list(faults)
        results = Axe().run(page, options={"runOnly": WCAG_2_2_AA, "resultTypes": ["violations"]})
        page.wait_for_timeout(50)
        faults[:] = before
        return [f"{found['id']}: {node['html']}" for found in results.response["violations"] for node in found["nodes"]]

    return find_barriers
