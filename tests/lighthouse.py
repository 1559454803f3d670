"""`python -m tests.lighthouse`: the demo newsroom, served for real, through Lighthouse on a phone; 100 or it fails."""

import json
import os
import subprocess
import sys
from typing import Any

from tests.chromium import find_chromium
from tests.concurrency.server import find_port, run_newsroom
from tests.newsroom import list_pages, open_newsroom

# The newest for Node 20.
PACKAGE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = ("home", "clip", "tag", "search")
CHROMIUM = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"


def measure(address: str) -> dict[str, Any]:
    """Lighthouse's report, as its documentation describes it."""
    command = ["npx", "--yes", PACKAGE, address, "--quiet", "--output=json", f"--chrome-flags={CHROMIUM}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    environment = os.environ | {"CHROME_PATH": find_chromium()}
    ended = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return json.loads(ended.stdout)


def list_faults(report: dict[str, Any]) -> list[str]:
    """The audits that cost something, by name."""
    wanted = {ref["id"] for category in report["categories"].values() for ref in category["auditRefs"] if ref["weight"]}
    audits = report["audits"]
    return [
        f"{name}: {audits[name]['title']} {audits[name].get('displayValue', '')}"
        for name in sorted(wanted)
        if audits[name]["score"] is not None and audits[name]["score"] < 1
    ]


def main() -> int:
    port, least = find_port(), 100
    site = f"http://127.0.0.1:{port}"
    with open_newsroom(PORT=str(port), SITE_URL=site) as folder, run_newsroom(folder, port):
        print(f"{'':8} {' '.join(f'{name:>15}' for name in CATEGORIES)}")
        pages = list_pages()
        for name in PAGES:
            report = measure(site + pages[name])
            scores = [round(100 * (report["categories"][one]["score"] or 0)) for one in CATEGORIES]
            least = min(least, *scores)
            print(f"{name:8} {' '.join(f'{score:15}' for score in scores)}", flush=True)
            for fault in list_faults(report):
                print(f"         - {fault}")
    return 0 if least == 100 else 1


if __name__ == "__main__":
    sys.exit(main())
