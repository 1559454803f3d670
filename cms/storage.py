"""Static files under names that change with their content, so that a browser never asks twice for the same one."""

import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import "([^"]+)";\n?')
# Where each file comes from, by its name.
Sources = dict[str, tuple[Storage, str]]


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Also where one ES module imports another: a new version of the program never meets an old module.

    Style sheets that a sheet imports are written into it: one request instead of one after the other.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths: Sources, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        importing = [name for name in filter(is_style_sheet, paths) if IMPORT.search(read(name, paths))]
        if not dry_run:
            for name in importing:
                # From the sources each time: what was collected before holds the imports of that day.
                Path(self.path(name)).write_text(write_out(name, paths), encoding="utf-8")
        written: Sources = {name: (self, name) for name in importing}
        yield from super().post_process(paths | written, dry_run=dry_run, **options)


def is_style_sheet(name: str) -> bool:
    return name.endswith(".css")


def read(name: str, paths: Sources) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()


def write_out(name: str, paths: Sources) -> str:
    """The sheet with those that it imports in their places."""
    return IMPORT.sub(lambda found: write_out(normpath(join(dirname(name), found[1])), paths), read(name, paths))
