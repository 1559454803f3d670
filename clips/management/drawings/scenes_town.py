"""In town: houses, roofs, a church."""

from random import Random

from clips.management.drawings.canvas import WIDTH, Canvas
from clips.management.drawings.palettes import Colour, mix
from clips.management.drawings.shapes import (
    down_to,
    draw_hills,
    paint_birds,
    paint_cloud,
    paint_sky,
    paint_sun,
    paint_windows,
)


def paint_house(
    canvas: Canvas,
    rng: Random,
    left: float,
    foot: float,
    size: tuple[float, float],
    wall: Colour,
    roof: Colour,
    lit: float,
) -> None:
    """A gabled house: wall, windows, steep roof with a chimney."""
    wide, tall = size
    top, right, peak = foot - tall, left + wide, foot - tall - wide * rng.uniform(0.5, 0.75)
    canvas.polygon([(left, foot), (left, top), (left + wide / 2, peak), (right, top), (right, foot)], wall)
    canvas.polygon(
        [
            (left + wide / 2, peak),
            (right, top),
            (right, foot),
            (left + wide * 0.72, foot),
            (left + wide * 0.72, top - (top - peak) * 0.56),
        ],
        mix(wall, canvas.palette.ink, 0.12),
    )
    chimney = left + wide * 0.68
    canvas.rect(chimney, peak + wide * 0.04, chimney + wide * 0.09, top - wide * 0.12, roof)
    edge = wide * 0.07
    canvas.polygon(
        [
            (left - edge, top + edge),
            (left + wide / 2, peak - edge),
            (right + edge, top + edge),
            (right + edge * 0.2, top + edge),
            (left + wide / 2, peak + edge * 1.2),
            (left - edge * 0.2, top + edge),
        ],
        roof,
    )
    dark = mix(wall, canvas.palette.ink, 0.55)
    paint_windows(
        canvas,
        rng,
        (left + wide * 0.1, top + 6, right - wide * 0.1, foot - 10),
        (3, max(1, round(tall / 56))),
        lit,
        dark,
    )
    canvas.circle(left + wide / 2, peak + (top - peak) * 0.55, wide * 0.06, dark)


def _paint_row(
    canvas: Canvas, rng: Random, foot: float, scale: float, walls: tuple[Colour, ...], roof: Colour, lit: float
) -> None:
    canvas.rect(0, foot - 70 * scale, WIDTH, foot + 90, mix(walls[0], canvas.palette.ink, 0.3))
    left, index = -40.0 * rng.random(), rng.randrange(3)
    while left < WIDTH:
        wide = rng.uniform(92, 138) * scale
        size = (wide, rng.uniform(100, 190) * scale)
        paint_house(canvas, rng, left, foot, size, walls[index % len(walls)], roof, lit)
        left, index = left + wide + rng.choice((0, 0, 8 * scale)), index + rng.choice((1, 1, 2))


def _paint_church(canvas: Canvas, x: float, foot: float, tall: float, wall: Colour, roof: Colour) -> None:
    half = tall * 0.07
    canvas.rect(x - half, foot - tall * 0.6, x + half, foot, wall)
    canvas.rect(x + half * 0.3, foot - tall * 0.6, x + half, foot, mix(wall, canvas.palette.ink, 0.15))
    canvas.polygon([(x - half * 1.2, foot - tall * 0.6), (x, foot - tall), (x + half * 1.2, foot - tall * 0.6)], roof)
    canvas.circle(x, foot - tall * 0.5, half * 0.55, canvas.palette.light)
    canvas.line([(x, foot - tall * 0.5), (x, foot - tall * 0.53)], canvas.palette.ink, 2)
    canvas.line([(x, foot - tall * 0.5), (x + half * 0.34, foot - tall * 0.5)], canvas.palette.ink, 2)
    canvas.circle(x, foot - tall, half * 0.2, canvas.palette.accent)


def town_skyline(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    paint_sky(canvas, 640)
    paint_sun(canvas, rng.uniform(260, 520), 210, 62)
    paint_cloud(canvas, rng, rng.uniform(1150, 1350), 170, 330, mix(palette.sky_low, palette.light, 0.7))
    for layer in range(2):
        tint = mix(palette.depth(layer * 0.2), palette.sky_low, 0.3)
        canvas.shade(down_to(draw_hills(rng, 600 + layer * 40, 170 - layer * 60, 0.8)), tint, palette.sky_low)
    far = mix(palette.far, palette.mid, 0.35)
    _paint_row(canvas, rng, 680, 0.72, (far, mix(far, palette.light, 0.2)), mix(palette.mid, palette.accent, 0.25), 0)
    _paint_church(canvas, rng.uniform(860, 1100), 720, 590, mix(palette.mid, palette.light, 0.12), palette.near)
    walls = (mix(palette.tone, palette.light, 0.45), mix(palette.mid, palette.light, 0.4), palette.tone)
    _paint_row(canvas, rng, 790, 0.95, walls, mix(palette.accent, palette.near, 0.3), 0.04)
    _paint_row(canvas, rng, 910, 1.1, (palette.near, mix(palette.near, palette.mid, 0.3)), palette.ink, 0.1)
    paint_birds(canvas, rng, 760, 190, 6)


def town_roofs(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    paint_sky(canvas, 560)
    canvas.circle(rng.uniform(1100, 1400), 130, 42, palette.light)
    canvas.shade(down_to(draw_hills(rng, 440, 120, 0.9)), mix(palette.far, palette.sky_low, 0.4), palette.sky_low)
    _paint_church(canvas, rng.uniform(300, 600), 470, 360, mix(palette.far, palette.sky_low, 0.15), palette.mid)
    for layer in range(5):
        wall = mix(palette.depth(0.1 + layer * 0.2), palette.sky_low, 0.22 - layer * 0.05)
        roof = mix(palette.depth(0.32 + layer * 0.17), palette.tone, 0.16)
        foot = 470 + layer * 62 + layer * layer * 12
        _paint_row(canvas, rng, foot, 0.55 + layer * 0.16, (wall, mix(wall, palette.ink, 0.14)), roof, 0.28)
        canvas.haze(foot - 130, foot, palette.sky_low, 0.16 - layer * 0.04)
