"""A load generator without any package: `python -m tests.benchmarks.own_load PORT FILE SECONDS CONNECTIONS`.

Slower than wrk, and with as much CPU time for each request as the server needs for a stored page: rates are lower then,
while the CPU time of the server stays what it is. It goes on until somebody closes its input if SECONDS is 0.
"""

import json
import multiprocessing
import select
import socket
import sys
import time
from itertools import cycle
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any

PROCESSES = 2
REQUEST = "GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept-Encoding: gzip\r\n\r\n"


class Reader:
    """One connection that stays open."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked = 0.0

    def ask(self, request: bytes) -> None:
        self.asked = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> tuple[bool, float]:
        """Whether the answer is a good one, and the seconds since it was asked for."""
        said = self.socket.recv(65536)
        while b"\r\n\r\n" not in said:
            said += self._more()
        head, _, body = said.partition(b"\r\n\r\n")
        left = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0]) - len(body)
        while left > 0:
            left -= len(self._more())
        return head.startswith(b"HTTP/1.1 200"), time.perf_counter() - self.asked

    def _more(self) -> bytes:
        more = self.socket.recv(65536)
        if not more:
            raise ConnectionError("The server has hung up.")
        return more


def ask_in_turn(port: int, paths: list[str], seconds: float, connections: int, outgoing: Connection) -> None:
    """All connections ask, then all are read: there are always as many questions as connections."""
    requests = cycle([REQUEST.format(path, port).encode() for path in paths])
    readers = [Reader(port) for _number in range(connections)]
    begin, faults, times = time.perf_counter(), 0, list[float]()
    while not times or not is_over(begin, seconds, outgoing):
        for reader in readers:
            reader.ask(next(requests))
        for reader in readers:
            good, took = reader.read()
            faults += not good
            times.append(took)
    outgoing.send({"requests": len(times), "seconds": time.perf_counter() - begin, "faults": faults, "times": times})


def is_over(begin: float, seconds: float, stopped: Connection) -> bool:
    return stopped.poll() if not seconds else time.perf_counter() - begin > seconds


def run(port: int, paths: list[str], seconds: float, connections: int) -> dict[str, Any]:
    processes = min(PROCESSES, connections)
    pipes = [multiprocessing.Pipe() for _number in range(processes)]
    for place, (_here, there) in enumerate(pipes):
        shifted = paths[place * 137 % len(paths) :] + paths[: place * 137 % len(paths)]
        arguments = (port, shifted, seconds, connections // processes, there)
        multiprocessing.Process(target=ask_in_turn, args=arguments, daemon=True).start()
        there.close()
    if not seconds:
        select.select([sys.stdin], [], [])
        for here, _there in pipes:
            here.send("over")
    found = [here.recv() for here, _there in pipes]
    times = [one for part in found for one in part["times"]]
    counts = {name: sum(part[name] for part in found) for name in ("requests", "faults")}
    return counts | {"seconds": found[0]["seconds"], "worst": max(times), "median": median(times)}


if __name__ == "__main__":
    port, listed, seconds, connections = sys.argv[1:]
    print(json.dumps(run(int(port), Path(listed).read_text().split(), float(seconds), int(connections))))
