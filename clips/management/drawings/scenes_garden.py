"""Under glass and under trees: greenhouse and orchard."""

from math import cos, pi, sin
from random import Random

from clips.management.drawings.canvas import HEIGHT, WIDTH, Canvas
from clips.management.drawings.palettes import Colour, mix
from clips.management.drawings.shapes import down_to, draw_hills, height_at, paint_cloud, paint_sky, paint_sun


def _paint_leafy(canvas: Canvas, rng: Random, x: float, foot: float, tall: float, fill: Colour) -> None:
    """A stem with pairs of pointed leaves."""
    canvas.line([(x, foot), (x + tall * 0.03, foot - tall)], fill, 5)
    for i in range(7):
        y, long = foot - tall * (0.18 + i * 0.125), tall * 0.3 * (1 - i * 0.09) * rng.uniform(0.8, 1.1)
        for side in (-1, 1):
            tip = (x + side * long, y - long * 0.45)
            canvas.polygon(
                [(x, y), (x + side * long * 0.45, y - long * 0.46), tip, (x + side * long * 0.55, y - long * 0.05)],
                fill,
            )


def _paint_palm(canvas: Canvas, rng: Random, x: float, foot: float, tall: float, fill: Colour) -> None:
    canvas.polygon(
        [
            (x - tall * 0.03, foot),
            (x + tall * 0.03, foot),
            (x + tall * 0.015, foot - tall),
            (x - tall * 0.015, foot - tall),
        ],
        fill,
    )
    for i in range(11):
        angle, long = pi * (0.03 + i * 0.094), tall * rng.uniform(0.42, 0.52)
        spine = [
            (x + cos(angle) * long * t, foot - tall - sin(angle) * long * t * 0.8 + long * (0.75 * t * t - 0.32 * t))
            for t in (j / 12 for j in range(13))
        ]
        thick = [long * 0.075 * sin(pi * min(1, (j + 1.5) / 13)) for j in range(13)]
        under = [(px, py + half * 1.5) for (px, py), half in zip(spine, thick, strict=True)]
        canvas.polygon([*spine, *under[::-1]], fill)


def greenhouse_gable(canvas: Canvas, rng: Random) -> None:
    palette, foot = canvas.palette, 760
    paint_sky(canvas, foot)
    canvas.shade(down_to(draw_hills(rng, 700, 210, 0.8), foot), mix(palette.far, palette.leaf, 0.25), palette.sky_low)
    house = [(330, foot), (330, 380), (800, 130), (1270, 380), (1270, foot)]
    canvas.shade(house, mix(palette.light, palette.sky_top, 0.35), palette.light)
    sun = rng.uniform(620, 1000)
    canvas.glow(sun, 420, 420, palette.tone, 0.7)
    canvas.circle(sun, 420, 60, palette.light)
    for layer, count in ((0, 9), (1, 7)):
        tint = mix(palette.mid if layer == 0 else palette.near, palette.leaf, 0.5 - layer * 0.15)
        for i in range(count):
            x = 390 + (i + 0.5) * 830 / count + rng.uniform(-20, 20)
            _paint_leafy(canvas, rng, x, foot, rng.uniform(230, 330) + 60 * (1 - abs(x - 800) / 470), tint)
    _paint_frame(canvas, foot)
    canvas.wash(mix(palette.leaf, palette.near, 0.1), mix(palette.leaf, palette.near, 0.6), foot)
    canvas.polygon([(740, foot), (860, foot), (1010, HEIGHT), (590, HEIGHT)], mix(palette.tone, palette.light, 0.6))
    for row in range(3):
        for i in range(26):
            x, y = i * 66 + row * 30, foot + 36 + row * 46
            if abs(x - 800) > 130 + row * 50:
                _paint_leafy(canvas, rng, x, y, 44 + row * 16, palette.depth(0.6 + row * 0.15))


def _paint_frame(canvas: Canvas, foot: float) -> None:
    palette, bar = canvas.palette, canvas.palette.light
    for i in range(9):
        x = 330 + i * 117.5
        canvas.rect(x - 4, 380 - (250 - abs(x - 800) * 0.532), x + 4, foot, bar)
    for y in (380.0, 500, 620):
        canvas.rect(330, y - 4, 1270, y + 4, bar)
    for inset in (0.36, 0.7):
        y = 380 - 250 * inset
        canvas.rect(330 + 470 * inset, y - 3, 1270 - 470 * inset, y + 3, bar)
    canvas.line([(310, 390), (800, 130), (1290, 390)], palette.near, 14)
    canvas.rect(322, 384, 338, foot, palette.near)
    canvas.rect(1262, 384, 1278, foot, palette.near)
    canvas.rect(318, foot - 60, 1282, foot, mix(palette.accent, palette.near, 0.35))
    canvas.rect(728, 520, 872, foot, palette.near)
    canvas.rect(742, 536, 858, foot, mix(palette.light, palette.leaf, 0.35))
    canvas.rect(796, 536, 804, foot, palette.near)


def greenhouse_dome(canvas: Canvas, rng: Random) -> None:
    """A palm house with two wings, lit from within."""
    palette, foot = canvas.palette, 720
    paint_sky(canvas, foot)
    inner = mix(palette.accent, palette.light, 0.55) if palette.dark else mix(palette.light, palette.sky_top, 0.25)
    canvas.glow(800, 520, 760, inner, 0.5)
    canvas.shade(down_to(draw_hills(rng, 700, 170, 0.9), foot), palette.mid, mix(palette.far, palette.mid, 0.5))
    dome = [(800 - 300 * cos(pi * i / 40), 420 - 290 * sin(pi * i / 40)) for i in range(41)]
    for left, right in ((150, 520), (1080, 1450)):
        wing = [
            (left, foot),
            *[(left + (right - left) * i / 20, 520 - 110 * sin(pi * i / 20)) for i in range(21)],
            (right, foot),
        ]
        canvas.shade(wing, mix(inner, palette.light, 0.3), inner)
    canvas.shade([(500, foot), *dome, (1100, foot)], mix(inner, palette.light, 0.4), inner)
    green = mix(palette.near, palette.leaf, 0.35)
    for x, tall in ((800.0, 420), (640, 300), (960, 320), (720, 190), (880, 210)):
        _paint_palm(canvas, rng, x + rng.uniform(-14, 14), foot, tall, mix(green, palette.ink, 0.2 * (tall < 250)))
    for i in range(10):
        x = 200.0 + i * 62 if i < 5 else 830.0 + i * 62
        _paint_leafy(canvas, rng, x, foot, rng.uniform(120, 190), green)
    for i in range(-5, 6):
        rib = [(800 + i * 60 * cos(pi * j / 40), 420 - 290 * sin(pi * j / 40)) for j in range(21)]
        canvas.line([(800 + i * 60, foot), *rib], palette.light, 4)
    for y, half in ((420, 300), (570, 300), (275, 260)):
        canvas.rect(800 - half, y - 3, 800 + half, y + 3, palette.light)
    for left in (150, 1080):
        for i in range(7):
            x = left + i * 61.6
            canvas.rect(x - 2, 520 - 110 * sin(pi * i / 6), x + 2, foot, palette.light)
    canvas.line(dome, palette.near, 10)
    canvas.rect(140, foot - 34, 1460, foot, palette.near)
    canvas.rect(792, 96, 808, 134, palette.near)
    canvas.wash(mix(palette.leaf, palette.near, 0.45), mix(palette.near, palette.ink, 0.5), foot)
    canvas.shade(
        [(740, foot), (860, foot), (1060, HEIGHT), (540, HEIGHT)],
        mix(inner, palette.tone, 0.3),
        mix(palette.tone, palette.near, 0.5),
    )


def _paint_fruit_tree(
    canvas: Canvas, rng: Random, x: float, foot: float, size: float, leaf: Colour, fruit: Colour, dots: int
) -> None:
    palette = canvas.palette
    canvas.ellipse(x + size * 0.12, foot, size * 0.62, size * 0.1, mix(palette.leaf, palette.ink, 0.5))
    canvas.polygon(
        [
            (x - size * 0.07, foot),
            (x + size * 0.07, foot),
            (x + size * 0.04, foot - size * 0.6),
            (x - size * 0.04, foot - size * 0.6),
        ],
        palette.ink,
    )
    for side in (-1, 1):
        canvas.line([(x, foot - size * 0.3), (x + side * size * 0.24, foot - size * 0.62)], palette.ink, size * 0.045)
    centre = foot - size * 0.86
    canvas.circle(x, centre, size * 0.5, leaf)
    canvas.circle(x - size * 0.1, centre - size * 0.1, size * 0.36, mix(leaf, palette.light, 0.14))
    for _ in range(dots):
        angle, reach = rng.uniform(0, 2 * pi), size * 0.44 * rng.random() ** 0.5
        canvas.circle(x + cos(angle) * reach, centre + sin(angle) * reach, size * rng.uniform(0.022, 0.036), fruit)


def _paint_meadow(canvas: Canvas, rng: Random, sun: float) -> list[list[tuple[float, float]]]:
    palette = canvas.palette
    paint_sky(canvas, 520)
    paint_sun(canvas, sun, 170, 54)
    paint_cloud(canvas, rng, sun + (560 if sun < 800 else -560), 190, 380, mix(palette.sky_low, palette.light, 0.75))
    canvas.shade(down_to(draw_hills(rng, 470, 150, 0.8)), mix(palette.far, palette.sky_low, 0.3), palette.sky_low)
    rows = []
    for row in range(4):
        ground = draw_hills(rng, 470 + row * 122, 46, 0.7)
        tint = mix(palette.leaf, palette.light, 0.22 - row * 0.05)
        canvas.shade(down_to(ground), tint, mix(palette.leaf, palette.near, 0.2 + row * 0.08))
        rows.append(ground)
    return rows


def _plant_rows(
    canvas: Canvas, rng: Random, rows: list[list[tuple[float, float]]], leaf: Colour, fruit: Colour, dots: int
) -> None:
    for row, ground in enumerate(rows):
        size, step = 96 + row * 62, 150 + row * 92
        for i in range(int(WIDTH / step) + 2):
            x = i * step + (row % 2) * step / 2 + rng.uniform(-0.1, 0.1) * step
            tint = mix(leaf, canvas.palette.sky_low, 0.24 - row * 0.08)
            _paint_fruit_tree(canvas, rng, x, height_at(ground, min(max(x, 0), WIDTH)) + 40, size, tint, fruit, dots)


def orchard_fruit(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    rows = _paint_meadow(canvas, rng, rng.uniform(300, 1300))
    _plant_rows(canvas, rng, rows, mix(palette.leaf, palette.near, 0.6), palette.accent, 24)


def orchard_blossom(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    rows = _paint_meadow(canvas, rng, rng.uniform(300, 1300))
    _plant_rows(
        canvas, rng, rows, mix(mix(palette.accent, palette.light, 0.72), palette.sky_low, 0.2), palette.light, 46
    )
