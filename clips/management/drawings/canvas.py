"""A sheet of 1600 by 900 units to print on: flat shapes, washes, light and grain, drawn double and scaled down."""

from collections.abc import Iterable, Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from clips.management.drawings.palettes import Colour, Palette, mix

WIDTH, HEIGHT = 1600, 900
SCALE = 2
Point = tuple[float, float]


def scaled(value: float) -> int:
    return round(value * SCALE)


class Canvas:
    """All lengths are units of the sheet; x runs right, y runs down."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), palette.sky_low)
        self.pen = ImageDraw.Draw(self.image)

    def polygon(self, points: Iterable[Point], fill: Colour) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill)

    def line(self, points: Iterable[Point], fill: Colour, width: float) -> None:
        self.pen.line([(x * SCALE, y * SCALE) for x, y in points], fill, max(1, scaled(width)), "curve")

    def rect(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        self.pen.rectangle((scaled(left), scaled(top), scaled(right) - 1, scaled(bottom) - 1), fill)

    def rounded(self, left: float, top: float, right: float, bottom: float, radius: float, fill: Colour) -> None:
        self.pen.rounded_rectangle((scaled(left), scaled(top), scaled(right), scaled(bottom)), scaled(radius), fill)

    def ellipse(self, x: float, y: float, across: float, down: float, fill: Colour) -> None:
        """Around a centre, by its two radii."""
        box = ((x - across) * SCALE, (y - down) * SCALE, (x + across) * SCALE, (y + down) * SCALE)
        self.pen.ellipse(box, fill)

    def circle(self, x: float, y: float, radius: float, fill: Colour) -> None:
        self.ellipse(x, y, radius, radius, fill)

    def wash(self, top: Colour, bottom: Colour, start: float = 0, end: float = HEIGHT) -> None:
        """A band over the full width that runs from one colour into the other."""
        size = (WIDTH * SCALE, scaled(end) - scaled(start))
        self.image.paste(_blend_down(size, top, bottom), (0, scaled(start)))

    def shade(self, points: Sequence[Point], top: Colour, bottom: Colour) -> None:
        """A shape whose colour runs from its highest to its lowest point on the sheet."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, upper = scaled(max(min(xs), 0)), scaled(max(min(ys), 0))
        size = (scaled(min(max(xs), WIDTH)) - left, scaled(min(max(ys), HEIGHT)) - upper)
        if min(size) < 1:
            return
        mask = Image.new("1", size)
        ImageDraw.Draw(mask).polygon([(x * SCALE - left, y * SCALE - upper) for x, y in points], 1)
        self.image.paste(_blend_down(size, top, bottom), (left, upper), mask)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Light around a point, strongest in the middle."""
        side = scaled(radius * 2)
        falloff = ImageOps.invert(Image.radial_gradient("L")).point(_falloff(strength)).resize((side, side))
        self.image.paste(colour, (scaled(x - radius), scaled(y - radius)), falloff)

    def haze(self, start: float, end: float, colour: Colour, strength: float) -> None:
        """Mist that is thickest at its end, upwards or downwards, and cut off there."""
        upper, lower = sorted((start, end))
        size = (WIDTH * SCALE, scaled(lower) - scaled(upper))
        mist = Image.linear_gradient("L").resize(size).point(lambda value: value * strength)
        self.image.paste(colour, (0, scaled(upper)), mist if end > start else ImageOps.flip(mist))

    def mirror(self, shore: float, water: Colour, rng: Random, strength: float = 0.45, end: float = HEIGHT) -> None:
        """Water below the shore: what stands above it, upside down, in stripes that sway more towards the reader."""
        top, bottom = scaled(shore), scaled(end)
        flipped = ImageOps.flip(self.image.crop((0, max(0, 2 * top - bottom), self.image.width, top)))
        flipped = flipped.resize((flipped.width, bottom - top))
        flipped = Image.blend(flipped, Image.new("RGB", flipped.size, water), strength)
        y = 0
        while y < flipped.height:
            tall = max(3, round((3 + y * 0.02) * rng.uniform(0.7, 1.5)))
            sway = round(rng.uniform(-1, 1) * (2 + y * 0.018))
            strip = flipped.crop((0, y, flipped.width, min(y + tall, flipped.height)))
            self.image.paste(strip, (0, top + y))
            self.image.paste(strip, (sway, top + y))
            y += tall

    def glints(self, start: float, end: float, colour: Colour, rng: Random, count: int, x: float = 800) -> None:
        """Short bright strokes on water, longer and wider apart towards the reader."""
        for _ in range(count):
            near = rng.random() ** 1.4
            y, long = start + (end - start) * near, 12 + 90 * near * rng.random()
            left = x + rng.gauss(0, 0.5) * (120 + 900 * near)
            self.rounded(left, y, left + long, y + 1.5 + 2.5 * near, 2, colour)

    def finish(self, rng: Random, size: tuple[int, int]) -> Image.Image:
        """Scaled down, with the tooth of paper and a fine grain."""
        image = self.image.reduce(SCALE)
        if image.size != size:
            image = ImageOps.fit(image, size, Image.Resampling.LANCZOS)
        tooth = _noise(rng, (size[0] // 24 + 1, size[1] // 24 + 1), 0.07).resize(size, Image.Resampling.BICUBIC)
        grain = _noise(rng, size, 0.42).filter(ImageFilter.GaussianBlur(0.7))
        for layer in (tooth, grain):
            image = ImageChops.soft_light(image, Image.merge("RGB", (layer, layer, layer)))
        return image


def _falloff(strength: float) -> list[float]:
    """Pillow's gradient ends in the corners; this one ends where its circle touches the sides of the square."""
    side = 76
    return [max(0, (value - side) / (255 - side)) ** 1.5 * 255 * strength for value in range(256)]


def _blend_down(size: tuple[int, int], top: Colour, bottom: Colour) -> Image.Image:
    """Mixed in one column and then pulled wide, which is quick."""
    height = max(1, size[1])
    column = Image.new("RGB", (1, height))
    for y in range(height):
        column.putpixel((0, y), mix(top, bottom, y / height))
    return column.resize((max(1, size[0]), height))


def _noise(rng: Random, size: tuple[int, int], strength: float) -> Image.Image:
    """Grey around the middle; Pillow's own noise cannot be seeded."""
    noise = Image.frombytes("L", size, rng.randbytes(size[0] * size[1]))
    return noise.point(lambda value: 128 + (value - 128) * strength)
