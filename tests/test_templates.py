"""Templates and style sheets that a strict policy and a small screen can live with."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

ROOT: Path = settings.ROOT
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("templates/**/*.html"))
STYLES = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("static/css/**/*.css"))
SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/ld\+json)(?![^>]*importmap)", re.IGNORECASE)
INLINE = re.compile(r"\s(style|on[a-z]+)\s*=\s*[\"'{]|<style\b(?![^>]*\bdata-tiptap-style\b)", re.IGNORECASE)
FOREIGN = re.compile(
    r"<(?:script|link|img|source|iframe)\b[^>]*(?:src|srcset|href)=[\"']?(?:https?:)?//", re.IGNORECASE
)


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles_and_stays_short(name: str) -> None:
    get_template(name.removeprefix("templates/"))
    assert len((ROOT / name).read_text().splitlines()) <= 80


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_needs_no_hole_in_the_policy(name: str) -> None:
    text = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", (ROOT / name).read_text(), flags=re.DOTALL)
    assert not [found.group() for rule in (SCRIPT, INLINE, FOREIGN) for found in rule.finditer(text)]


@pytest.mark.parametrize("name", TEMPLATES)
def test_block_of_several_lines_is_closed_by_name(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    assert not [line for line in lines if line.count("{% endblock %}") > line.count("{% block ")]


@pytest.mark.parametrize("name", TEMPLATES)
def test_static_files_of_a_template_exist(name: str) -> None:
    named = re.findall(r"""\{% static ["']([^"']+)["']""", (ROOT / name).read_text())
    assert not [path for path in named if not finders.find(path)]


@pytest.mark.parametrize("name", STYLES)
def test_style_sheet_is_short_insists_on_nothing_and_loads_nothing_foreign(name: str) -> None:
    text = re.sub(r"/\*.*?\*/", "", (ROOT / name).read_text(), flags=re.DOTALL)
    assert len(text.splitlines()) <= 150
    assert "!important" not in text
    assert not re.search(r"url\([\"']?(?:https?:)?//", text)
