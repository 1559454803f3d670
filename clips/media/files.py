"""Files named after their content: written once, whole or not at all."""

import os
import tempfile
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage


def write_once(storage: Storage, name: str, data: bytes) -> bool:
    """Whether the file was written; False when it was there already."""
    if storage.exists(name):
        return False
    if not isinstance(storage, FileSystemStorage):
        return _save_elsewhere(storage, name, data)
    path = Path(storage.path(name))
    _make_directory(path.parent, storage.directory_permissions_mode)
    _replace_file(path, data, storage.file_permissions_mode)
    return True


def make_young(storage: Storage, name: str) -> None:
    """Say of a file that is there already that it is wanted now, so that nobody clears it away meanwhile."""
    if isinstance(storage, FileSystemStorage):
        os.utime(storage.path(name))


def _save_elsewhere(storage: Storage, name: str, data: bytes) -> bool:
    """A storage that finds the name taken picks another one; equal content needs no second copy."""
    saved = storage.save(name, ContentFile(data))
    if saved != name:
        storage.delete(saved)
    return saved == name


def _make_directory(directory: Path, mode: int | None) -> None:
    if directory.is_dir():
        return
    directory.mkdir(parents=True, exist_ok=True)
    if mode is not None:
        directory.chmod(mode)


def _replace_file(path: Path, data: bytes, mode: int | None) -> None:
    """A killed process leaves at most a hidden temporary file, never half a picture under the final name."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes the file private; a web server in front has to read it.
        temporary.chmod(0o644 if mode is None else mode)
        temporary.replace(path)
    except OSError:
        temporary.unlink()
        raise
