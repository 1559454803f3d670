"""The machine that was measured on, without its name: a figure alone says nothing."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

from django.db import connection

from tests.benchmarks.load import HAS_WRK
from tests.benchmarks.nginx import find_nginx
from tests.benchmarks.report import Table


def describe() -> Table:
    table = Table("Machine", ["", ""])
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 1024**2
    table.add("processor", f"{read_processor()}, {os.cpu_count()} cores")
    table.add("memory", f"{memory:.0f} GB")
    table.add("system", f"{platform.system()} {platform.release()}")
    table.add("Python", platform.python_version())
    table.add("packages", ", ".join(f"{name} {version(name)}" for name in ("django", "granian")))
    table.add("database", read_database())
    table.add("nginx", read_nginx())
    table.add("load generator", "wrk" if HAS_WRK else "our own (wrk is not installed): rates are lower than with it")
    table.add("load by others when it began", f"{os.getloadavg()[0]:.1f} processes")
    return table


def read_processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def read_database() -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return f"SQLite {cursor.execute('SELECT sqlite_version()').fetchone()[0]}"
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"


def read_nginx() -> str:
    program = find_nginx()
    if program is None:
        return "not installed: nothing to compare with"
    said = subprocess.run([program, "-v"], capture_output=True, text=True, check=True).stderr
    return said.strip().rpartition("/")[2]
