"""At the water: bridge and harbour."""

from math import cos, pi, sin
from random import Random

from clips.management.drawings.canvas import HEIGHT, WIDTH, Canvas
from clips.management.drawings.palettes import Colour, mix
from clips.management.drawings.shapes import (
    down_to,
    draw_hills,
    paint_birds,
    paint_cloud,
    paint_sky,
    paint_sun,
    paint_tree,
    paint_windows,
)

SHORE = 610


def _paint_shore_hills(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    for layer, (rise, waves) in enumerate(((230, 0.7), (150, 1.1), (74, 1.6))):
        tint = mix(palette.depth(layer * 0.19), palette.sky_low, 0.3 - layer * 0.1)
        hills = draw_hills(rng, SHORE, rise, waves)
        canvas.shade(down_to(hills, SHORE + 2), tint, mix(tint, palette.sky_low, 0.4))


def _paint_arch_span(canvas: Canvas, left: float, right: float, top: float, stone: Colour) -> None:
    """Stone below the deck with a round opening cut out as outline: what lies behind stays visible."""
    middle, across = (left + right) / 2, (right - left) / 2 - 26
    arch = [(middle - across * cos(pi * i / 40), SHORE - (SHORE - top - 44) * sin(pi * i / 40)) for i in range(41)]
    canvas.shade(
        [(left, SHORE), *arch, (right, SHORE), (right, top), (left, top)], stone, mix(stone, canvas.palette.ink, 0.35)
    )
    inner = [(x + 13, y + 1) for x, y in arch[1:30]]
    canvas.line(arch, mix(stone, canvas.palette.light, 0.35), 5)
    canvas.polygon([*arch[1:30], *inner[::-1]], mix(stone, canvas.palette.ink, 0.5))


def bridge_of_stone(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    paint_sky(canvas, SHORE)
    paint_sun(canvas, rng.uniform(300, 700), rng.uniform(190, 260), 60)
    paint_cloud(canvas, rng, rng.uniform(1050, 1300), 190, 340, mix(palette.sky_low, palette.light, 0.7))
    _paint_shore_hills(canvas, rng)
    for x in (70.0, 130, 210, 1440, 1500, 1575):
        paint_tree(canvas, rng, x, SHORE, rng.uniform(110, 190), mix(palette.near, palette.leaf, 0.45), palette.ink)
    stone, spans = mix(palette.near, palette.tone, 0.2), rng.choice((3, 4))
    wide = (WIDTH + 120) / spans
    for i in range(spans):
        _paint_arch_span(canvas, -60 + i * wide, -60 + (i + 1) * wide, 408, stone)
    canvas.rect(0, 392, WIDTH, 410, mix(stone, palette.light, 0.25))
    canvas.rect(0, 374, WIDTH, 392, palette.near)
    for i in range(1, spans):
        x = -60 + i * wide
        canvas.rect(x - 28, 400, x + 28, SHORE, mix(stone, palette.light, 0.12))
        canvas.rect(x + 8, 400, x + 28, SHORE, mix(stone, palette.ink, 0.3))
    for i in range(9):
        canvas.rect(90 + i * 178, 322, 94 + i * 178, 376, palette.ink)
        canvas.circle(92 + i * 178, 318, 8, palette.accent)
    canvas.mirror(SHORE, mix(palette.sky_top, palette.near, 0.25), rng, 0.42)
    canvas.glints(SHORE + 12, HEIGHT, palette.light, rng, 60, 500)


def bridge_with_cables(canvas: Canvas, rng: Random) -> None:
    palette, deck = canvas.palette, 470
    paint_sky(canvas, SHORE)
    sun = rng.uniform(900, 1200)
    canvas.glow(sun, 520, 520, palette.tone, 0.6)
    paint_sun(canvas, sun, 490, 70)
    _paint_shore_hills(canvas, rng)
    pylon = rng.uniform(440, 620)
    for reach in range(1, 13):
        for side in (-1, 1):
            canvas.line([(pylon, 104 + reach * 9), (pylon + side * reach * 58, deck)], palette.near, 2.4)
    for side in (-1, 1):
        legs = [(pylon, 70), (pylon + side * 10, 70), (pylon + side * 34, SHORE), (pylon + side * 16, SHORE)]
        canvas.polygon(legs, palette.ink)
    canvas.circle(pylon, 64, 6, palette.accent)
    canvas.rect(0, deck, WIDTH, deck + 17, palette.ink)
    canvas.rect(0, deck - 4, WIDTH, deck, mix(palette.near, palette.light, 0.3))
    for foot in range(int(pylon) % 250 - 250, WIDTH, 250):
        if abs(foot - pylon) > 60:
            canvas.polygon(
                [(foot - 8, deck + 10), (foot + 8, deck + 10), (foot + 6, SHORE), (foot - 6, SHORE)], palette.ink
            )
    for i in range(7):
        x = rng.uniform(60, 1540)
        canvas.rounded(x, deck - 15, x + rng.choice((26, 30, 52)), deck - 3, 4, palette.ink)
        canvas.circle(x + 3, deck - 7, 2.4 + i % 2, palette.accent)
    canvas.mirror(SHORE, palette.near, rng, 0.5)
    canvas.glints(SHORE + 10, HEIGHT, palette.light, rng, 90, sun)


def _paint_crane(canvas: Canvas, x: float, foot: float, tall: float, fill: Colour, side: int) -> None:
    """A quay crane: portal, tower, jib with a stay."""
    for leg in (-1, 1):
        canvas.line([(x + leg * tall * 0.13, foot), (x + leg * tall * 0.06, foot - tall * 0.46)], fill, tall * 0.028)
    canvas.line([(x - tall * 0.1, foot - tall * 0.2), (x + tall * 0.1, foot - tall * 0.2)], fill, tall * 0.02)
    canvas.rect(x - tall * 0.08, foot - tall * 0.58, x + tall * 0.08, foot - tall * 0.45, fill)
    tip = (x + side * tall * 0.58, foot - tall)
    canvas.line([(x + side * tall * 0.04, foot - tall * 0.52), tip], fill, tall * 0.026)
    canvas.line(
        [(x - side * tall * 0.05, foot - tall * 0.55), (x - side * tall * 0.02, foot - tall * 0.84)], fill, tall * 0.022
    )
    canvas.line([(x - side * tall * 0.02, foot - tall * 0.84), tip], fill, tall * 0.01)
    canvas.line([tip, (tip[0], foot - tall * 0.5)], fill, tall * 0.008)
    canvas.rect(tip[0] - tall * 0.03, foot - tall * 0.5, tip[0] + tall * 0.03, foot - tall * 0.46, fill)


def _paint_store(canvas: Canvas, rng: Random, left: float, wide: float, tall: float, wall: Colour) -> None:
    """A warehouse with a stepped gable."""
    top, middle = SHORE - tall, left + wide / 2
    steps = [(left, SHORE), (left, top)]
    for i in range(1, 5):
        steps += [(left + wide * 0.1 * i, top - (i - 1) * 22), (left + wide * 0.1 * i, top - i * 22)]
    steps += [(2 * middle - x, y) for x, y in steps[::-1]]
    canvas.shade(steps, wall, mix(wall, canvas.palette.ink, 0.3))
    box = (left + 14, top + 16, left + wide - 14, SHORE - 40)
    dark = mix(wall, canvas.palette.ink, 0.55)
    paint_windows(canvas, rng, box, (max(3, round(wide / 42)), max(3, round(tall / 62))), 0.2, dark)
    canvas.rect(middle - 16, SHORE - 44, middle + 16, SHORE, dark)


def _paint_ship(canvas: Canvas, rng: Random, x: float, y: float, long: float, hull: Colour, side: int) -> None:
    def at(along: float, up: float) -> tuple[float, float]:
        return x + side * along * long, y - up * long

    palette = canvas.palette
    canvas.polygon([at(-0.5, 0.11), at(0.5, 0.13), at(0.44, -0.01), at(-0.46, -0.01)], hull)
    canvas.polygon([at(-0.465, 0.012), at(0.45, 0.012), at(0.44, -0.012), at(-0.46, -0.012)], palette.accent)
    canvas.polygon([at(-0.44, 0.11), at(-0.2, 0.11), at(-0.21, 0.27), at(-0.43, 0.27)], palette.light)
    canvas.polygon([at(-0.42, 0.27), at(-0.24, 0.27), at(-0.25, 0.32), at(-0.41, 0.32)], mix(palette.light, hull, 0.15))
    canvas.polygon([at(-0.37, 0.32), at(-0.29, 0.32), at(-0.3, 0.41), at(-0.37, 0.41)], palette.accent)
    for row in (0.16, 0.22):
        for i in range(6):
            canvas.circle(*at(-0.41 + i * 0.035, row), long * 0.008, palette.near)
    for i in range(5):
        load = rng.choice((palette.tone, palette.mid, mix(palette.accent, palette.near, 0.3)))
        tall = rng.choice((0.06, 0.12))
        canvas.polygon(
            [
                at(-0.15 + i * 0.11, 0.12),
                at(-0.05 + i * 0.11, 0.12),
                at(-0.05 + i * 0.11, 0.12 + tall),
                at(-0.15 + i * 0.11, 0.12 + tall),
            ],
            load,
        )
    canvas.line([at(0.43, 0.12), at(0.43, 0.34)], hull, long * 0.008)


def harbour_at_work(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    paint_sky(canvas, SHORE)
    paint_sun(canvas, rng.uniform(250, 500), 180, 50, 0.6)
    paint_cloud(canvas, rng, rng.uniform(850, 1200), 160, 380, mix(palette.sky_low, palette.light, 0.6))
    canvas.shade(
        down_to(draw_hills(rng, SHORE, 130, 0.9), SHORE + 2), palette.far, mix(palette.far, palette.sky_low, 0.5)
    )
    left = 40.0
    for i in range(6):
        wide, wall = rng.uniform(110, 170), (palette.mid, palette.near, mix(palette.accent, palette.near, 0.45))[i % 3]
        _paint_store(canvas, rng, left, wide, rng.uniform(110, 190), wall)
        left += wide + rng.uniform(2, 16)
    for i, x in enumerate((1000, 1330)):
        _paint_crane(canvas, x, SHORE, 400 - 50 * i + rng.uniform(-20, 20), palette.ink, 1)
    canvas.rect(0, SHORE - 10, WIDTH, SHORE + 8, palette.ink)
    canvas.mirror(SHORE + 8, mix(palette.sky_top, palette.near, 0.4), rng, 0.5)
    canvas.glints(SHORE + 20, HEIGHT, mix(palette.light, palette.sky_top, 0.3), rng, 60, 420)
    _paint_ship(canvas, rng, 1120, 700, 560, palette.ink, -1)
    _paint_ship(canvas, rng, 420, 770, 430, mix(palette.near, palette.ink, 0.4), 1)
    paint_birds(canvas, rng, 700, 250, 6)


def harbour_in_haze(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    canvas.wash(mix(palette.sky_top, palette.sky_low, 0.35), palette.light, 0, SHORE)
    sun = rng.uniform(1050, 1350)
    paint_sun(canvas, sun, 250, 64, 0.8)
    left = -30.0
    while left < 960:
        wide = rng.uniform(120, 190)
        _paint_store(
            canvas, rng, left, wide, rng.uniform(230, 360), mix(palette.far, palette.mid, rng.uniform(0.1, 0.8))
        )
        left += wide + 4
    _paint_crane(canvas, 1130, SHORE, 380, mix(palette.far, palette.sky_low, 0.2), 1)
    canvas.haze(260, SHORE, palette.light, 0.75)
    canvas.mirror(SHORE, mix(palette.light, palette.sky_top, 0.5), rng, 0.5)
    canvas.glints(SHORE + 10, HEIGHT, palette.light, rng, 110, sun)
    _paint_ship(canvas, rng, rng.uniform(640, 900), 735, 700, palette.ink, rng.choice((-1, 1)))
