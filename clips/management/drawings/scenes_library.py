"""Among books: high shelves, a reading table."""

from itertools import pairwise
from random import Random

from clips.management.drawings.canvas import HEIGHT, WIDTH, Canvas
from clips.management.drawings.palettes import Colour, mix


def _book_colours(canvas: Canvas) -> list[Colour]:
    palette = canvas.palette
    return [
        palette.accent,
        palette.tone,
        palette.near,
        palette.mid,
        mix(palette.light, palette.tone, 0.25),
        mix(palette.accent, palette.near, 0.45),
        mix(palette.leaf, palette.near, 0.25),
    ]


def _paint_books(
    canvas: Canvas, rng: Random, left: float, right: float, foot: float, tall: float, dim: float = 0.0
) -> None:
    """A row of spines; now and then one leans, or there is a gap."""
    colours, shadow, x = _book_colours(canvas), canvas.palette.ink, left + 3
    while x < right - 12:
        wide, up = min(rng.uniform(10, 27) * tall / 110, right - x - 2), tall * rng.uniform(0.66, 0.94)
        fill = mix(rng.choice(colours), shadow, dim)
        if rng.random() < 0.05:
            x += wide * 1.6
            continue
        lean = wide * 0.9 if rng.random() < 0.04 else 0.0
        canvas.polygon([(x, foot), (x + wide - 2, foot), (x + wide - 2 + lean, foot - up), (x + lean, foot - up)], fill)
        if not lean:
            band = mix(fill, canvas.palette.light, 0.55)
            for at in rng.choice(((0.8,), (0.82, 0.2), (0.5,), ())):
                canvas.rect(x, foot - up * at, x + wide - 2, foot - up * at + tall * 0.045, band)
        x += wide + lean * 1.2


def library_shelves(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    wood = mix(palette.tone, palette.ink, 0.62)
    canvas.wash(mix(wood, palette.ink, 0.35), mix(wood, palette.ink, 0.55))
    shelf, bays = 900 / 7, (0, 392, 800, 1208, WIDTH)
    for row in range(7):
        foot = (row + 1) * shelf - 12
        for left, right in pairwise(bays):
            _paint_books(canvas, rng, left + 14, right - 14, foot, shelf - 18)
        canvas.rect(0, foot, WIDTH, foot + 12, wood)
        canvas.rect(0, foot, WIDTH, foot + 3, mix(wood, palette.light, 0.25))
    for x in bays:
        canvas.rect(x - 14, 0, x + 14, HEIGHT, wood)
        canvas.rect(x - 14, 0, x - 9, HEIGHT, mix(wood, palette.light, 0.25))
    _paint_ladder(canvas, rng.uniform(480, 1060))
    canvas.glow(rng.uniform(300, 1300), 120, 900, palette.light, 0.22)


def _paint_ladder(canvas: Canvas, x: float) -> None:
    rail = mix(canvas.palette.light, canvas.palette.tone, 0.35)
    for side in (0, 92):
        canvas.line([(x + side + 70, 40), (x + side - 10, HEIGHT)], rail, 13)
    for i in range(9):
        y = 110 + i * 94
        lean = 70 - 80 * (y - 40) / 860
        canvas.line([(x + lean, y), (x + 92 + lean, y)], rail, 9)


def library_lamp(canvas: Canvas, rng: Random) -> None:
    """A reading table between two walls of books that run to the window at the end."""
    palette, end = canvas.palette, (600.0, 1000.0, 250.0, 560.0)
    left, right, top, foot = end
    canvas.wash(palette.ink, palette.near)
    canvas.shade([(left, top), (right, top), (right, foot), (left, foot)], palette.sky_top, palette.sky_low)
    for i in range(5):
        canvas.rect(left + i * 100 - 4, top, left + i * 100 + 4, foot, palette.ink)
    canvas.rect(left, top + 130, right, top + 138, palette.ink)
    canvas.circle(rng.uniform(690, 910), top + 80, 26, palette.light)
    colours = _book_colours(canvas)
    for side in (-1, 1):
        _paint_book_wall(canvas, rng, side, colours)
    canvas.shade([(left, foot), (right, foot), (WIDTH, 1010), (0, 1010)], palette.mid, palette.near)
    glow = mix(palette.accent, palette.light, 0.4)
    canvas.glow(800, 560, 560, palette.accent, 0.5)
    canvas.polygon([(330, 700), (1270, 700), (1420, 790), (180, 790)], mix(palette.tone, palette.ink, 0.35))
    canvas.polygon([(180, 790), (1420, 790), (1420, 826), (180, 826)], palette.ink)
    canvas.ellipse(800, 742, 330, 38, mix(palette.accent, palette.tone, 0.3))
    for x in (250, 1310):
        canvas.rect(x, 826, x + 40, HEIGHT, palette.ink)
    canvas.polygon([(770, 590), (830, 590), (980, 700), (620, 700)], mix(glow, palette.accent, 0.5))
    canvas.rect(793, 560, 807, 736, palette.ink)
    canvas.ellipse(800, 738, 66, 13, palette.ink)
    canvas.polygon([(690, 600), (730, 530), (870, 530), (910, 600)], mix(palette.leaf, (60, 160, 110), 0.5))
    canvas.rect(690, 598, 910, 606, palette.light)
    for x, lean in ((520, -1), (1060, 1)):
        canvas.polygon(
            [(x - 90, 752), (x, 738), (x + 90, 752), (x + 96 + lean * 6, 768), (x, 756), (x - 96 + lean * 6, 768)],
            palette.light,
        )
        canvas.line([(x, 738), (x, 756)], palette.near, 2)


def _paint_book_wall(canvas: Canvas, rng: Random, side: int, colours: list[Colour]) -> None:
    """Shelves in perspective: x runs from the window (0) to the reader (1)."""
    ink = canvas.palette.ink

    def at(near: float, level: float) -> tuple[float, float]:
        top, foot = 250 - 310 * near, 560 + 450 * near
        return 800 + side * (200 + 600 * near), top + (foot - top) * level

    for row in range(7):
        upper, lower, near = row / 7 + 0.02, (row + 1) / 7 - 0.014, 0.0
        while near < 1:
            deep = (0.009 + 0.022 * near) * rng.uniform(0.7, 1.5)
            up = upper + (lower - upper) * rng.uniform(0.06, 0.32)
            fill = mix(rng.choice(colours), ink, 0.5 - 0.12 * near)
            canvas.polygon(
                [at(near, lower), at(near, up), at(near + deep * 0.86, up), at(near + deep * 0.86, lower)], fill
            )
            near += deep
        canvas.polygon(
            [at(0, lower), at(1, lower), at(1, lower + 0.014), at(0, lower + 0.014)],
            mix(ink, canvas.palette.tone, 0.25),
        )
    for post in (0.0, 0.16, 0.4, 0.72):
        canvas.polygon(
            [at(post, 0), at(post, 1), at(post + 0.02 + post * 0.02, 1), at(post + 0.02 + post * 0.02, 0)],
            mix(ink, canvas.palette.tone, 0.2),
        )
