"""Colours of a print: paper, ink, one accent and a few tones, by the time of day."""

from dataclasses import dataclass

from PIL import ImageColor

Colour = tuple[int, int, int]


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The first colour with a share (0 to 1) of the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


@dataclass(frozen=True)
class Palette:
    """Sky from top to horizon, four depths from far to ink, and what stands out."""

    sky_top: Colour
    sky_low: Colour
    light: Colour
    far: Colour
    mid: Colour
    near: Colour
    ink: Colour
    accent: Colour
    tone: Colour
    leaf: Colour
    dark: bool = False

    def depth(self, share: float) -> Colour:
        """0 is the farthest layer, 1 is ink."""
        steps = (self.far, self.mid, self.near, self.ink)
        position = min(max(share, 0.0), 0.999) * 3
        return mix(steps[int(position)], steps[int(position) + 1], position % 1)


def _parse(colour: str) -> Colour:
    red, green, blue, *_alpha = ImageColor.getrgb(colour)
    return red, green, blue


def _palette(colours: str, dark: bool = False) -> Palette:
    top, low, light, far, mid, near, ink, accent, tone, leaf = (_parse(colour) for colour in colours.split())
    return Palette(top, low, light, far, mid, near, ink, accent, tone, leaf, dark)


PALETTES = {
    # sky_top sky_low light far mid near ink accent tone leaf
    "morning": _palette("#bcd3d3 #f8e6cd #fff7e6 #b9cbc5 #7a9d98 #3b6265 #17323c #d95b3c #ebb67d #8fae84"),
    "day": _palette("#86bac8 #ecf1e2 #fffdf1 #a5c8c3 #5f948a #2c6059 #16393c #e06a38 #efc45a #86ad5c"),
    "evening": _palette("#cf6d4e #f9d397 #ffedc4 #c47a63 #874a58 #4b2d47 #231a32 #f0b53c #f0985f #8d7443"),
    "dusk": _palette("#233b62 #eeb191 #ffe2a0 #7a7b9b #44557f #263960 #111d3a #f5b44d #d0808a #4f6f70", dark=True),
    "night": _palette("#0b1730 #33507a #fbe8b4 #40597d #293f62 #182a48 #0a1327 #f3b44e #8298b5 #33564f", dark=True),
    "grey": _palette("#cfcdc2 #f4eedf #fffbef #bdbba9 #8a907b #4f5a4b #262e2d #c5452f #d9a544 #93985d"),
    "winter": _palette("#a9c0d5 #f5efe7 #ffffff #c6d3dd #8fa7bb #4b6684 #1d3048 #d5533b #e8cba3 #7f9a94"),
}
