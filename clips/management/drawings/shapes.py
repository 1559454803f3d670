"""Shapes that return in many scenes: ridges, trees, clouds, houses."""

from collections.abc import Sequence
from itertools import pairwise
from math import pi, sin
from random import Random

from clips.management.drawings.canvas import HEIGHT, WIDTH, Canvas, Point
from clips.management.drawings.palettes import Colour, mix


def draw_ridge(rng: Random, y: float, rise: float, rough: float = 0.55) -> list[Point]:
    """A jagged line over the full width, by halving: each half is displaced less than the one before."""
    heights = [rng.uniform(-1, 1), rng.uniform(-1, 1)]
    spread = 1.0
    while len(heights) < 257:
        middles = [(a + b) / 2 + rng.uniform(-1, 1) * spread for a, b in pairwise(heights)]
        heights = [height for pair in zip(heights, middles, strict=False) for height in pair] + [heights[-1]]
        spread *= rough
    low, high = min(heights), max(heights)
    step = WIDTH / (len(heights) - 1)
    return [(i * step, y - rise * (height - low) / (high - low)) for i, height in enumerate(heights)]


def draw_hills(rng: Random, y: float, rise: float, waves: float = 1.3) -> list[Point]:
    """A soft line over the full width."""
    parts = [(waves * k, rng.uniform(0, 2 * pi), 1 / k) for k in (1, 1.9, 3.1)]
    return [
        (x, y - rise * sum(share * (0.5 + 0.5 * sin(x / WIDTH * 2 * pi * k + phase)) for k, phase, share in parts) / 2)
        for x in range(0, WIDTH + 1, 8)
    ]


def down_to(points: Sequence[Point], bottom: float = HEIGHT) -> list[Point]:
    """The line closed to an area below it."""
    return [*points, (points[-1][0], bottom), (points[0][0], bottom)]


def height_at(points: Sequence[Point], x: float) -> float:
    return min(points, key=lambda point: abs(point[0] - x))[1]


def paint_sky(canvas: Canvas, horizon: float = HEIGHT) -> None:
    canvas.wash(canvas.palette.sky_top, canvas.palette.sky_low, 0, horizon)


def paint_sun(canvas: Canvas, x: float, y: float, radius: float, strength: float = 0.75) -> None:
    canvas.glow(x, y, radius * 5, canvas.palette.light, strength)
    canvas.circle(x, y, radius, canvas.palette.light)


def paint_cloud(canvas: Canvas, rng: Random, x: float, y: float, wide: float, fill: Colour) -> None:
    """Flat below and heaped above, as clouds over warm land are."""
    tall = wide * 0.2
    canvas.rounded(x - wide / 2, y - tall * 0.45, x + wide / 2, y, tall * 0.22, fill)
    for i in range(5):
        place = (i + 0.7) / 5.4
        radius = tall * (0.45 + 0.5 * sin(place * pi)) * rng.uniform(0.75, 1.1)
        canvas.circle(x - wide / 2 + wide * place, y - radius, radius, fill)
    canvas.rect(x - wide * 0.36, y - tall * 0.4, x + wide * 0.36, y, fill)


def paint_conifer(canvas: Canvas, x: float, y: float, tall: float, fill: Colour, lean: float = 0.0) -> None:
    canvas.rect(x - tall * 0.025, y - tall * 0.12, x + tall * 0.025, y, fill)
    for tier in range(5):
        top, bottom = y - tall * (1 - tier * 0.17), y - tall * (0.66 - tier * 0.145)
        half = tall * (0.09 + tier * 0.043)
        canvas.polygon([(x + lean, top), (x + half, bottom), (x, bottom - half * 0.22), (x - half, bottom)], fill)


def paint_tree(canvas: Canvas, rng: Random, x: float, y: float, tall: float, leaf: Colour, trunk: Colour) -> None:
    """A broad crown of overlapping rounds, lit from one side."""
    canvas.polygon([(x - tall * 0.03, y), (x + tall * 0.03, y), (x + tall * 0.015, y - tall * 0.5)], trunk)
    canvas.polygon([(x - tall * 0.035, y), (x + tall * 0.035, y), (x, y - tall * 0.6)], trunk)
    lit = mix(leaf, canvas.palette.light, 0.16)
    rounds = [(rng.uniform(-0.17, 0.17), rng.uniform(0.5, 0.82), rng.uniform(0.14, 0.2)) for _ in range(6)]
    for aside, up, radius in rounds:
        canvas.circle(x + aside * tall, y - up * tall, radius * tall, leaf)
    for aside, up, radius in rounds[:4]:
        canvas.circle(x + (aside - 0.035) * tall, y - (up + 0.035) * tall, radius * tall * 0.62, lit)


def paint_bush(canvas: Canvas, rng: Random, x: float, y: float, wide: float, fill: Colour) -> None:
    for i in range(4):
        radius = wide * rng.uniform(0.16, 0.27)
        canvas.ellipse(x + wide * (i / 3 - 0.5) * 0.8, y - radius * 0.5, radius, radius * 0.9, fill)


def paint_windows(
    canvas: Canvas, rng: Random, box: tuple[float, float, float, float], grid: tuple[int, int], lit: float, dark: Colour
) -> None:
    """Columns and rows of windows inside a wall; a share of them has the light on."""
    left, top, right, bottom = box
    columns, rows = grid
    wide, tall = (right - left) / columns, (bottom - top) / rows
    for i in range(columns):
        for j in range(rows):
            fill = canvas.palette.accent if rng.random() < lit else dark
            x, y = left + wide * (i + 0.28), top + tall * (j + 0.22)
            canvas.rect(x, y, x + wide * 0.44, y + tall * 0.52, fill)


def paint_birds(canvas: Canvas, rng: Random, x: float, y: float, count: int) -> None:
    for _ in range(count):
        left, top, span = x + rng.uniform(-120, 120), y + rng.uniform(-45, 45), rng.uniform(9, 17)
        wings = [(left - span, top - span * 0.35), (left, top), (left + span, top - span * 0.45)]
        canvas.line(wings, canvas.palette.near, 2.2)
