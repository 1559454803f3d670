"""The benchmark itself runs, however short: what it finds is nobody's business here."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.benchmarks.load import run_load
from tests.benchmarks.report import MARKS, Table, as_markdown, as_text, replace_results, show

pytestmark = [pytest.mark.server, pytest.mark.long]
PATIENCE = 300


def run(*options):
    command = [sys.executable, "-m", "tests.benchmarks", "--seconds", "0.2", "--rounds", "1", *options]
    return subprocess.run(command, cwd=settings.ROOT, capture_output=True, text=True, timeout=PATIENCE, env=os.environ)
