"""Templates and style sheets that a strict policy and a small screen can live with."""

import re
from pathlib import Path

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


def read(names: list[str]) -> dict[str, str]:
    return {name: (ROOT / name).read_text() for name in names}


def test_templates_compile_and_stay_short() -> None:
    for name in TEMPLATES:
        get_template(name.removeprefix("templates/"))
    assert not [name for name, text in read(TEMPLATES).items() if len(text.splitlines()) > 80]


def test_templates_need_no_hole_in_the_policy() -> None:
    texts = read(TEMPLATES).items()
    bare = {name: re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", text, flags=re.DOTALL) for name, text in texts}
    rules = (SCRIPT, INLINE, FOREIGN)
    assert not [(name, hole.group()) for name, text in bare.items() for rule in rules for hole in rule.finditer(text)]


def test_blocks_of_several_lines_are_closed_by_name() -> None:
    lines = [(name, line) for name, text in read(TEMPLATES).items() for line in text.splitlines()]
    assert not [(name, line) for name, line in lines if line.count("{% endblock %}") > line.count("{% block ")]


def test_static_files_of_templates_exist() -> None:
    named = re.compile(r"""\{% static ["']([^"']+)["']""")
    wanted = {path for text in read(TEMPLATES).values() for path in named.findall(text)}
    assert wanted
    assert not [path for path in sorted(wanted) if not finders.find(path)]


def test_style_sheets_are_short_insist_on_nothing_and_load_nothing_foreign() -> None:
    for name, text in read(STYLES).items():
        rules = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        assert len(rules.splitlines()) <= 150, name
        assert "!important" not in rules, name
        assert not re.search(r"url\([\"']?(?:https?:)?//", rules), name
