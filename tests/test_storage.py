"""The names of static files change with their content, also where one script of the desk imports another."""

import re
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from clips.templatetags.modules import list_imports
from cms.storage import HashedStorage

SCRIPTS = Path(settings.ROOT, "static", "js", "admin")


@pytest.fixture
def collected(tmp_path):
    """The desk's scripts as `collectstatic` leaves them."""
    folder = copytree(SCRIPTS, tmp_path / "js" / "admin")
    storage = HashedStorage(location=tmp_path, base_url="/static/")
    names = [f"js/admin/{path.name}" for path in folder.iterdir()]
    list(storage.post_process({name: (storage, name) for name in names}))
    return folder


def test_every_import_names_the_very_version_of_the_other_script(collected):
    scripts = [path for path in collected.glob("*.js") if re.search(r"\.[0-9a-f]{12}\.js$", path.name)]
    imports = [name for path in scripts for name in re.findall(r'from "\./(.+?)"', path.read_text())]
    assert len(imports) > 10
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", name) and (collected / name).exists() for name in imports)


def test_style_sheets_that_a_sheet_imports_are_written_into_it_as_they_are_now(tmp_path):
    sources = FileSystemStorage(tmp_path / "sources")
    for name, text in {
        "a.css": '@import "b/b.css";\n.a {}\n',
        "b/b.css": '@import "../c.css";\n',
        "c.css": ".c {}\n",
    }.items():
        sources.save(name, ContentFile(text))
    storage = HashedStorage(location=copytree(tmp_path / "sources", tmp_path / "static"), base_url="/static/")
    paths = {name: (sources, name) for name in ("a.css", "b/b.css", "c.css")}
    for colour in ("red", "blue"):
        (tmp_path / "sources" / "c.css").write_text(f".c {{ color: {colour} }}\n")
        list(storage.post_process(paths))
        hashed = tmp_path / "static" / Path(storage.stored_name("a.css")).name
        assert hashed.read_text() == f".c {{ color: {colour} }}\n.a {{}}\n"


def test_what_is_imported_below_a_script_is_known_once_and_whole():
    names = list_imports("js/admin/clip_form.js")
    assert len(names) == len(set(names))
    assert {"js/admin/tags.js", "js/admin/combobox.js", "js/admin/sortable.js"} <= set(names)
    assert all((SCRIPTS / Path(name).name).exists() for name in names)
