"""nginx with the same answers as files: the yardstick, because nothing that is used widely answers sooner."""

import contextlib
import gzip
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.processes import running
from tests.benchmarks.server import WORKERS, answers, fetch
from tests.concurrency.server import find_port

# As the page store compresses.
LEVEL = 6
# What it says of every file in its own way.
OWN = {"connection", "content-encoding", "content-length", "content-type", "date", "etag", "last-modified", "server"}
LEFT_OUT = OWN | {"age", "transfer-encoding", "vary"}
CONFIGURATION = """
daemon off;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log crit;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000000;
    open_file_cache max=4000 inactive=600s;
    open_file_cache_valid 600s;
    gzip_static on;
    gzip_vary on;
    server_tokens off;
    client_body_temp_path {folder}/temporary;
    proxy_temp_path {folder}/temporary;
    fastcgi_temp_path {folder}/temporary;
    uwsgi_temp_path {folder}/temporary;
    scgi_temp_path {folder}/temporary;
    server {{
        listen 127.0.0.1:{port} reuseport;
        root {folder}/files;
        default_type text/html;
        {headers}
    }}
}}
"""


class Nginx(NamedTuple):
    """`paths` maps the addresses of the site to those of the files."""

    port: int
    number: int
    paths: Mapping[str, str]


def find_nginx() -> str | None:
    """Debian keeps it where only the administrator looks."""
    return shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")


@contextlib.contextmanager
def serve_files(site: int, paths: list[str]) -> Iterator[Nginx | None]:
    """What the server on that port answers to these addresses, compressed and plain, with the same headers.

    None where nginx is not installed.
    """
    program = find_nginx()
    if program is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="kurzclips-nginx-") as name:
        folder, port = Path(name), find_port()
        # As the administrator it answers as somebody else, who must get here.
        folder.chmod(0o755)
        files = {path: f"/{number}.html" for number, path in enumerate(paths)}
        for path, file in files.items():
            headers = write_files(site, path, folder / "files" / file[1:])
        (folder / "files" / "index.html").write_text("ready")
        lines = "\n".join(f'add_header {one} "{value}";' for one, value in headers.items() if one not in LEFT_OUT)
        words = {"folder": folder, "port": port, "workers": WORKERS, "headers": lines}
        (folder / "nginx.conf").write_text(CONFIGURATION.format(**words))
        command = [program, "-p", name, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
        with running(command) as process:
            while not answers(port):
                if process.poll() is not None:
                    raise RuntimeError(f"nginx does not start: {(folder / 'error.log').read_text()}")
                time.sleep(0.01)
            yield Nginx(port, process.pid, files)


def write_files(site: int, path: str, file: Path) -> dict[str, str]:
    """The body as it is and compressed; the headers that came with it."""
    file.parent.mkdir(exist_ok=True)
    status, headers, body = fetch(site, path, **{"Accept-Encoding": "gzip"})
    if status != 200:
        raise RuntimeError(f"{path} answers {status}.")
    is_zipped = headers.get("content-encoding") == "gzip"
    file.write_bytes(gzip.decompress(body) if is_zipped else body)
    file.with_name(f"{file.name}.gz").write_bytes(body if is_zipped else gzip.compress(body, LEVEL))
    return headers
