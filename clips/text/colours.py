"""Colours of the site: read, compared as WCAG 2.2 compares them, and moved until they can be read.

Brightness is linear in the amounts of red, green and blue light, so that each colour here is found in one step: "rgb"
means these three amounts, from 0 to 1.
"""

import re
from collections.abc import Callable, Sequence
from math import ceil, floor
from typing import Final

RGB = tuple[float, float, float]

# What the accent stands on; the same as in static/css/site.css.
PAPER: Final = ("#fdfcfa", "#14181a")
QUIET: Final = ("#f3f1ec", "#1c2224")
LIGHT: Final = (PAPER[0], QUIET[0])
DARK: Final = (PAPER[1], QUIET[1])
# WCAG 2.2, 1.4.3: text of any size.
READABLE: Final = 4.5
# Thin light letters on a dark ground want a little more than they must have.
COMFORTABLE: Final = 6.0

# WCAG 2.2, relative luminance.
SHARES: Final = (0.2126, 0.7152, 0.0722)
GLARE: Final = 0.05
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE | re.ASCII)


def read_colour(text: str) -> str:
    """The colour as "#rrggbb", or "" for what is none; people leave out the # and write three digits for six."""
    found = _HEX.fullmatch(text.strip())
    if found is None:
        return ""
    digits = found[1].lower()
    return f"#{digits if len(digits) == 6 else ''.join(digit * 2 for digit in digits)}"


def contrast(one: str, other: str) -> float:
    """From 1, the same, to 21, black on white."""
    darker, lighter = sorted((_brightness(_light(one)), _brightness(_light(other))))
    return (lighter + GLARE) / (darker + GLARE)


def least_contrast(colour: str, grounds: Sequence[str]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def darken(colour: str) -> str:
    """The same colour, only as dark as it must be to be read on light paper."""
    wanted = min(_brightness(_light(ground)) + GLARE for ground in LIGHT) / READABLE - GLARE
    rgb = _light(colour)
    share = min(1, wanted / max(_brightness(rgb), wanted))
    return colour if least_contrast(colour, LIGHT) >= READABLE else _write(_scale(rgb, share), floor)


def lighten(colour: str) -> str:
    """The same colour for dark paper: half of it stronger light, half more white, so that it is clear and calm."""
    rgb = _light(colour)
    wanted = max(_brightness(_light(ground)) + GLARE for ground in DARK) * COMFORTABLE - GLARE
    if _brightness(rgb) >= wanted:
        return colour
    strong, pale = _whiten(_strengthen(rgb, wanted), wanted), _whiten(rgb, wanted)
    return _write(_mix(strong, pale, 0.5), ceil)


def _strengthen(rgb: RGB, wanted: float) -> RGB:
    """More of the same light, until one of the three has no more to give."""
    if not any(rgb):
        return rgb
    return _scale(rgb, min(wanted / _brightness(rgb), 1 / max(rgb)))


def _whiten(rgb: RGB, wanted: float) -> RGB:
    bright = _brightness(rgb)
    return _mix(rgb, (1, 1, 1), max(0, (wanted - bright) / (1 - bright)))


def _mix(one: RGB, other: RGB, share: float) -> RGB:
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return red, green, blue


def _scale(rgb: RGB, factor: float) -> RGB:
    red, green, blue = (amount * factor for amount in rgb)
    return red, green, blue


def _brightness(rgb: RGB) -> float:
    return sum(share * amount for share, amount in zip(SHARES, rgb, strict=True))


def _light(colour: str) -> RGB:
    red, green, blue = (_decode(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return red, green, blue


def _write(rgb: RGB, settle: Callable[[float], int]) -> str:
    """`settle` rounds to the side on which the colour can still be read."""
    numbers = (min(255, settle(_encode(amount) * 255)) for amount in rgb)
    return f"#{''.join(f'{number:02x}' for number in numbers)}"


def _decode(value: float) -> float:
    """sRGB, IEC 61966-2-1."""
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _encode(amount: float) -> float:
    return amount * 12.92 if amount <= 0.0031308 else float(1.055 * amount ** (1 / 2.4) - 0.055)
