"""Run by a test in a process of its own: read each file of a folder with 150 MB to spare, and print what came of it."""

import json
import resource
import sys
from pathlib import Path

from django.conf import settings

from clips.media.formats import PictureRefused, normalise_picture

TO_SPARE = 150 * 1024 * 1024


def limit_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + TO_SPARE,) * 2)


def read(data: bytes) -> str:
    try:
        normalise_picture(data)
    except PictureRefused as refused:
        return str(refused.sentence)
    except MemoryError:
        return "out of memory"
    return "taken"


if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    limit_memory()
    print(json.dumps({path.name: read(path.read_bytes()) for path in sorted(Path(sys.argv[1]).iterdir())}))
