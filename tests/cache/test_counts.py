"""Each process counts for itself, and all can be read by whichever is asked, for as long as they live."""

import subprocess
import sys

from clips.cache.counts import HITS, SIZE, begin_counts, read_counts
from tests.concurrency.server import ROOT

COUNT = """
import sys
from pathlib import Path
from clips.cache.counts import HITS, begin_counts
counts = begin_counts(Path(sys.argv[1]))
counts[HITS] += 7
print("counted", flush=True)
sys.stdin.read()
"""


def test_what_another_process_counts_is_read_at_once_and_goes_with_it(tmp_path):
    command = [sys.executable, "-c", COUNT, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        assert read_counts(tmp_path)[other.pid][HITS] == 7
        other.kill()
    assert read_counts(tmp_path) == {}
    assert list(tmp_path.iterdir()) == []


def test_a_process_reads_its_own_and_its_memory_is_small(tmp_path):
    counts = begin_counts(tmp_path / "metrics")
    counts[HITS] += 3
    ((pid, own),) = read_counts(tmp_path / "metrics").items()
    assert own[HITS] == 3
    assert (tmp_path / "metrics" / str(pid)).stat().st_size == SIZE < 4096


def test_without_a_folder_it_counts_for_itself():
    counts = begin_counts(None)
    counts[HITS] += 1
    assert list(counts) == [1, *[0] * (len(counts) - 1)]
