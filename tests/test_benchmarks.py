"""The benchmark itself runs, however short: what it finds is nobody's business here."""

import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.conf import settings

from tests.benchmarks import load
from tests.benchmarks.bench import SECTIONS
from tests.benchmarks.report import MARKS, Table, as_markdown, as_text, replace_results, show

PATIENCE = 600
# The others are made of the same pieces, and each starts servers of its own; STRESS runs them too.
STRESS, QUICK = "STRESS" in os.environ, ("hot", "notice", "merge")


def run(*options):
    """The tables as text; a section that failed fails the program."""
    short = ("--clips", "60", "--seconds", "0.2", "--rounds", "1", *options)
    command = [sys.executable, "-m", "tests.benchmarks", *short]
    ended = subprocess.run(command, cwd=settings.ROOT, capture_output=True, text=True, timeout=PATIENCE)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.mark.server
@pytest.mark.long
def test_sections_run_to_their_end_and_leave_their_figures_in_the_file(tmp_path):
    file = tmp_path / "benchmarks.md"
    file.write_text("# What we found\n\nBy hand.\n")
    wanted = ("--only", ",".join(SECTIONS)) if STRESS else ("--only", ",".join(QUICK), "--bare")
    run(*wanted, "--write", str(file))
    text = file.read_text()
    assert text.startswith("# What we found\n\nBy hand.\n")
    assert [text.count(mark) for mark in MARKS] == [1, 1]
    assert text.count("\n### ") >= len(QUICK) + 2
    assert all(f"### {title}" in text for title in ("Hot", "Another text of a notice", "Merge"))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200 if self.path == "/good" else 404)
        self.send_header("Content-Length", "70000")
        self.end_headers()
        self.wfile.write(b"x" * 70000)

    def log_message(self, *_args):
        pass


def test_own_load_generator_reads_over_connections_that_stay_open_and_counts_faults(monkeypatch):
    monkeypatch.setattr(load, "HAS_WRK", False)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        found = load.run_load(server.server_port, ["/good", "/bad"], 0.3, 2)
        server.shutdown()
    assert 0 < found["faults"] < found["requests"]


def test_a_missed_budget_is_told_in_words():
    table = Table("Start", ["", "seconds"])
    table.add("median", 2.0)
    assert as_text(table).splitlines()[-1].split() == ["median", "2.00"]
    assert "| median | 2.00 |" in as_markdown(table)


def test_other_results_replace_the_ones_before_and_nothing_that_people_wrote():
    first = replace_results("# Title\n\nBy hand.\n", "one")
    second = replace_results(f"{first}\nBelow.\n", "two")
    assert second == f"# Title\n\nBy hand.\n\n{MARKS[0]}\n\ntwo\n\n{MARKS[1]}\n\nBelow.\n"


@pytest.mark.parametrize(
    ("figure", "shown"), [(0, "0"), (0.0123, "0.012"), (1.234, "1.23"), (12.34, "12.3"), (51234.5, "51,234")]
)
def test_three_digits_count(figure, shown):
    assert show(figure) == shown
