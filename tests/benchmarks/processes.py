"""What processes cost, as the kernel of Linux counts it: CPU time, memory, and that none of them is left."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TICKS = os.sysconf("SC_CLK_TCK")
# Seconds for a program to end in good order.
PATIENCE = 15


@contextlib.contextmanager
def running(command: list[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """The program while the block runs; after it nothing of its family is there, whatever happened in between."""
    process = subprocess.Popen(command, **options)
    try:
        yield process
    finally:
        family = list_family(process.pid)
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            for number in family:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(number, 9)
            process.wait(PATIENCE)


def list_family(number: int) -> list[int]:
    """The process, its children and theirs."""
    try:
        tasks = list(Path(f"/proc/{number}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except FileNotFoundError:
        return []
    return [number, *(one for child in children for one in list_family(child))]


def read_cpu(number: int) -> float:
    """Seconds of CPU time, of the program and of the kernel for it, that a family has used so far."""
    return sum(_read_ticks(one) for one in list_family(number)) / TICKS


def read_memory(number: int) -> float:
    """Megabytes of a family; what several processes share is counted once (PSS)."""
    found = (Path(f"/proc/{one}/smaps_rollup").read_text().splitlines() for one in list_family(number))
    return sum(int(line.split()[1]) for lines in found for line in lines if line.startswith("Pss:")) / 1024


def _read_ticks(number: int) -> int:
    """The 14th and 15th field of its line; the second, the name, may hold blanks and brackets."""
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
