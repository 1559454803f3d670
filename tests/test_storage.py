"""The names of static files change with their content, also where one script of the desk imports another."""

import re
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings

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


def test_what_is_imported_below_a_script_is_known_once_and_whole():
    names = list_imports("js/admin/clip_form.js")
    assert len(names) == len(set(names))
    assert {"js/admin/tags.js", "js/admin/combobox.js", "js/admin/sortable.js"} <= set(names)
    assert all((SCRIPTS / Path(name).name).exists() for name in names)
