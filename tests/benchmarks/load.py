"""Many readers at once: `wrk` where it is installed, else a slower generator of our own."""

import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.processes import read_cpu

CONNECTIONS = 64
THREADS = 2
# Seconds until an answer counts as none.
TIMEOUT = 30
# Every thread asks for all addresses, each beginning at another one; requests are put together once.
SCRIPT = """
local thread = 0
function setup(one) one:set("first", thread * 137) thread = thread + 1 end
function init()
  requests = {}
  for path in io.lines("%s") do
    requests[#requests + 1] = wrk.format("GET", path, {["Accept-Encoding"] = "gzip", ["Host"] = wrk.headers["Host"]})
  end
  place = first
end
function request()
  place = place + 1
  return requests[place %% #requests + 1]
end
function done(summary, latency)
  local faults = summary.errors
  io.write(string.format('\\n{"requests": %%d, "seconds": %%f, "faults": %%d, "worst": %%f}\\n', summary.requests,
    summary.duration / 1e6, faults.connect + faults.read + faults.write + faults.status + faults.timeout,
    latency.max / 1e6))
end
"""
HAS_WRK = shutil.which("wrk") is not None


class Load(NamedTuple):
    """What readers got: `cpu` is what one request cost the server, in milliseconds; `worst` in seconds."""

    rate: float
    cpu: float
    faults: int
    worst: float


def read_pages(port: int, server: int, paths: Sequence[str], seconds: float, *, connections: int = CONNECTIONS) -> Load:
    """Ask for these addresses in turn over connections that stay open; `server` is the process that answers."""
    before = read_cpu(server)
    found = run_load(port, paths, seconds, connections)
    cpu, requests = read_cpu(server) - before, max(found["requests"], 1)
    return Load(requests / found["seconds"], cpu / requests * 1000, int(found["faults"]), found["worst"])


def run_load(port: int, paths: Sequence[str], seconds: float, connections: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="kurzclips-load-") as name:
        listed, script = Path(name, "paths"), Path(name, "load.lua")
        listed.write_text("".join(f"{path}\n" for path in paths))
        script.write_text(SCRIPT % listed)
        if HAS_WRK:
            command = ["wrk", f"-t{THREADS}", f"-c{connections}", f"-d{max(round(seconds), 1)}s"]
            command += [f"--timeout={TIMEOUT}s", "-s", str(script), f"http://127.0.0.1:{port}"]
        else:
            command = [sys.executable, "-m", "tests.benchmarks.own_load", str(port), str(listed), str(seconds)]
            command.append(str(connections))
        ended = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(ended.stdout.splitlines()[-1])


def shuffle(paths: Sequence[str]) -> list[str]:
    """In an order that is the same again and again, and no order of the database."""
    return random.Random(7).sample(paths, len(paths))
