"""The layout and the habits of the house that no other tool watches."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

ROOT: Path = settings.ROOT
TRACKED = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True).stdout.split("\0")[:-1]
FILES = [name for name in TRACKED if (ROOT / name).is_file()]
PRODUCT = [name for name in FILES if re.match(r"(cms|clips)/.*\.py$", name) and "/migrations/" not in name]
MODULES = [name for name in FILES if name.endswith(".py")]
TOP_LEVEL = {
    *("manage.py", "pyproject.toml", "README.md", "cms", "clips", "templates", "static", "tests"),
    *("Makefile", "requirements.txt", "requirements-dev.txt", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"),
    *(".gitignore", ".ci", "docs", "deploy"),
}
LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 50

pytestmark = pytest.mark.skipif(not FILES, reason="not a git checkout")


def functions(name: str) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(ast.parse((ROOT / name).read_text())) if isinstance(node, ast.FunctionDef))


def patterns_of(namespace: str) -> list[URLPattern]:
    rooms = [
        room for room in get_resolver().url_patterns if isinstance(room, URLResolver) and room.namespace == namespace
    ]
    return [pattern for room in rooms for pattern in room.url_patterns if isinstance(pattern, URLPattern)]


def test_top_level_shows_the_architecture_and_nothing_else() -> None:
    assert {name.partition("/")[0] for name in FILES} <= TOP_LEVEL


def test_modules_open_with_a_sentence() -> None:
    sources = {name: (ROOT / name).read_text() for name in MODULES if "/migrations/" not in name}
    assert not [name for name, text in sources.items() if text.strip() and not ast.get_docstring(ast.parse(text))]


def test_files_and_their_functions_can_be_taken_in_at_a_glance() -> None:
    assert not [name for name in PRODUCT if len((ROOT / name).read_text().splitlines()) > LINES_OF_A_FILE]
    all_of_them = [(name, node) for name in PRODUCT for node in functions(name)]
    long = [(name, node.name) for name, node in all_of_them if node.end_lineno - node.lineno >= LINES_OF_A_FUNCTION]
    assert not long


def test_files_name_no_machine_and_no_registry() -> None:
    forbidden = [
        b"--" + b"index-url",
        b"--" + b"extra-index",
        b"--" + b"find-links",
        b"/ro" + b"ot/",
    ]
    contents = {name: (ROOT / name).read_bytes() for name in FILES}
    assert not [(name, word) for name, text in contents.items() for word in forbidden if word in text]


@pytest.mark.parametrize("pattern", patterns_of("public"), ids=lambda pattern: str(pattern.name))
def test_view_and_address_rhyme(pattern: URLPattern) -> None:
    view = getattr(pattern.callback, "view_class", pattern.callback)
    assert str(pattern.name).replace("-", "_") == view.__name__


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


def test_development_installs_the_same_product() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_hashes(name: str) -> None:
    blocks = re.split(r"\n(?=[a-z])", (ROOT / name).read_text())[1:]
    assert len(blocks) == len(pins(name)) > 10
    assert all("--hash=sha256:" in block for block in blocks)
