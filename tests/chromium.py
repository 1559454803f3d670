"""The Chromium of this machine."""

import os
import shutil

PROGRAMS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


def find_chromium() -> str:
    """The program that CHROMIUM names, else the system's; "" where there is none."""
    candidates = [os.environ.get("CHROMIUM", ""), *PROGRAMS]
    return next((path for name in candidates if name and (path := shutil.which(name))), "")
