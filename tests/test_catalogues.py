"""The catalogues: complete, without guesses, and compiled from what is written."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.conf import settings

CATALOGUES = sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/*.po"))
GERMAN = [path for path in CATALOGUES if path.parts[-3] == "de"]
CONTEXT = "\x04"
FIELD = re.compile(r"^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) (.*)$")


def read_entries(path: Path) -> list[dict[str, str]]:
    """The entries of a catalogue, each as its fields; `flags` holds the line of flags."""
    return [read_entry(block) for block in path.read_text().strip().split("\n\n") if "\nmsgid " in f"\n{block}"]


def read_entry(block: str) -> dict[str, str]:
    entry, field = {"flags": ""}, ""
    for line in block.splitlines():
        if line.startswith("#,"):
            entry["flags"] = line
        elif found := FIELD.match(line):
            field = found[1]
            entry[field] = ast.literal_eval(found[2])
        elif line.startswith('"'):
            entry[field] += ast.literal_eval(line)
    return entry


def texts(entry: dict[str, str]) -> list[str]:
    return [text for field, text in entry.items() if field.startswith("msgstr")]


def test_every_language_has_its_catalogues_written_and_compiled() -> None:
    """Without it, files that vanished would leave nothing to test below."""
    folders = [Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" for language, _name in settings.LANGUAGES]
    assert {folder / f"django.{end}" for folder in folders for end in ("po", "mo")} <= {
        path for folder in folders for path in folder.iterdir()
    }
    assert all(len(read_entries(path)) > 500 for path in CATALOGUES)


@pytest.mark.parametrize("path", GERMAN, ids=lambda path: path.name)
def test_every_german_text_is_there_and_nobody_guessed(path: Path) -> None:
    entries = [entry for entry in read_entries(path) if "msgid" in entry]
    assert not [entry["msgid"] for entry in entries if not all(texts(entry)) or "fuzzy" in entry["flags"]]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-3]}-{path.name}")
def test_compiled_catalogue_says_what_the_written_one_says(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in read_entries(path):
        if not entry.get("msgid") or not all(texts(entry)):
            continue
        key = CONTEXT.join(filter(None, [entry.get("msgctxt"), entry["msgid"]]))
        if "msgid_plural" in entry:
            assert [compiled.ngettext(key, "", number) for number in (1, 2)] == texts(entry)
        else:
            assert compiled.gettext(key) == entry["msgstr"]
