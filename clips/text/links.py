"""Which addresses a link in a clip may have, and which of them lead away from the site."""

import re
from urllib.parse import urlsplit

# Browsers read a backslash as a slash and skip tabs and line ends, so that neither may stand anywhere in an address.
_TRICKS = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)
# What people type; of other bare words nobody can tell a host from a file.
_BARE = re.compile(r"www\.[^\s/?#]+\.[a-z]{2,}(?:[/?#:]|$)", re.IGNORECASE)
_LOCAL = re.compile(r"/(?!/)|#")
_MAIL = re.compile(r"mailto:[^\s?]+@[^\s?]+", re.IGNORECASE)
_CLIP = re.compile(r"/clips/(?P<number>[1-9][0-9]{0,17})(?:-[^/]*)?/?$", re.ASCII)
_UNWISE = {ord(char): f"%{ord(char):02X}" for char in ' "<>^`{|}'}


def safe_address(address: str) -> str:
    """The address as a link may carry it, or '' if no link may."""
    address = address.strip(" \t\r\n\f")
    if _TRICKS.search(address):
        return ""
    if _BARE.match(address):
        address = f"https://{address}"
    if _WEB.match(address):
        return address.translate(_UNWISE) if _host(address) else ""
    return address.translate(_UNWISE) if _LOCAL.match(address) or _MAIL.match(address) else ""


def leads_away(address: str, own_host: str) -> bool:
    """Whether a safe address is on another host; `own_host` may name a port."""
    return bool(_WEB.match(address)) and own_host.lower() not in _names(address)


def find_clip_number(address: str, site_url: str) -> int | None:
    """The number in the address of a clip on that very site, or None."""
    try:
        here, there = urlsplit(site_url), urlsplit(address)
        elsewhere = there.netloc not in ("", here.netloc) or (there.netloc == "" and not address.startswith("/"))
    except ValueError:
        return None
    found = _CLIP.match(there.path)
    return int(found["number"]) if found and not elsewhere else None


def name_host(address: str) -> str:
    """The site that an address leads to, as people call it; "" for what is none."""
    return re.sub(r":\d*$", "", _host(address)).removeprefix("www.")


def _host(address: str) -> str:
    """Host and port; '' for an address that cannot be read, or that hides its host behind a user name."""
    try:
        host = urlsplit(address).netloc.lower()
    except ValueError:
        return ""
    return "" if "@" in host else host


def _names(address: str) -> set[str]:
    """The host with its port and without."""
    host = _host(address)
    return {host, re.sub(r":\d*$", "", host)}
