"""Wind and weather: windmills, snow, the night sky."""

from math import cos, pi, sin
from random import Random

from clips.management.drawings.canvas import HEIGHT, WIDTH, Canvas
from clips.management.drawings.palettes import Colour, mix
from clips.management.drawings.shapes import (
    down_to,
    draw_hills,
    draw_ridge,
    height_at,
    paint_cloud,
    paint_conifer,
    paint_sky,
    paint_sun,
    paint_tree,
)


def windmills_inland(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    paint_sky(canvas, 700)
    for x, y, wide in ((300.0, 300, 620), (1180, 220, 760), (760, 400, 420), (1500, 420, 360)):
        paint_cloud(canvas, rng, x, y, wide, mix(palette.sky_top, palette.sky_low, 0.75))
    back = draw_hills(rng, 690, 150, 0.8)
    canvas.shade(down_to(back), mix(palette.far, palette.leaf, 0.3), palette.sky_low)
    ridge = draw_hills(rng, 770, 130, 0.7)
    for i in range(5):
        x = 170 + i * 310 + rng.uniform(-50, 50)
        paint_turbine(canvas, x, height_at(ridge, x) + 8, rng.uniform(330, 450), rng.uniform(0, 120), palette.light)
    canvas.shade(down_to(ridge), mix(palette.leaf, palette.mid, 0.3), mix(palette.leaf, palette.near, 0.7))
    front = draw_hills(rng, 880, 90, 0.9)
    canvas.shade(down_to(front), mix(palette.tone, palette.leaf, 0.25), mix(palette.tone, palette.near, 0.4))
    for i in range(12):
        x = 40 + i * 30 + rng.uniform(-9, 9)
        paint_tree(
            canvas,
            rng,
            x,
            height_at(ridge, x) + 26,
            rng.uniform(50, 90),
            mix(palette.near, palette.leaf, 0.3),
            palette.ink,
        )


def windmills_at_sea(canvas: Canvas, rng: Random) -> None:
    palette, horizon = canvas.palette, 640
    paint_sky(canvas, horizon)
    sun = rng.uniform(420, 760)
    canvas.glow(sun, 560, 560, palette.tone, 0.55)
    paint_sun(canvas, sun, 545, 92)
    for i in range(7):
        far = abs(i - 4.6) / 5
        x = 90 + i * 225 + rng.uniform(-30, 30)
        fill = mix(palette.ink, palette.mid, far * 0.7)
        paint_turbine(canvas, x, horizon, 500 - 300 * far, rng.uniform(0, 120), fill)
    canvas.mirror(horizon, mix(palette.near, palette.sky_top, 0.2), rng, 0.55)
    canvas.glints(horizon + 6, HEIGHT, palette.light, rng, 130, sun)


def paint_turbine(canvas: Canvas, x: float, foot: float, tall: float, turn: float, fill: Colour) -> None:
    top, blade = foot - tall, tall * 0.46
    shadow = mix(fill, canvas.palette.near, 0.25)
    canvas.polygon(
        [(x - tall * 0.018, foot), (x + tall * 0.018, foot), (x + tall * 0.008, top), (x - tall * 0.008, top)], fill
    )
    canvas.polygon([(x + tall * 0.004, foot), (x + tall * 0.018, foot), (x + tall * 0.008, top), (x + 1, top)], shadow)
    for i in range(3):
        angle = (turn + i * 120) * pi / 180
        along, aside = (cos(angle), sin(angle)), (-sin(angle), cos(angle))
        canvas.polygon(
            [
                (x + along[0] * blade * a + aside[0] * blade * b, top + along[1] * blade * a + aside[1] * blade * b)
                for a, b in ((0, -0.02), (0.18, -0.045), (1, 0), (0.16, 0.022), (0, 0.02))
            ],
            fill,
        )
    canvas.circle(x, top, tall * 0.02, shadow)


def snow_on_firs(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    paint_sky(canvas, 640)
    canvas.shade(down_to(draw_ridge(rng, 500, 260)), mix(palette.far, palette.sky_low, 0.3), palette.light)
    for layer in range(4):
        slope = [(x, 470 + layer * 110 - (x - 800) * 0.16 + 22 * sin(x / 190 + layer * 2)) for x in range(0, 1601, 16)]
        canvas.shade(
            down_to(slope), mix(palette.light, palette.far, 0.3 - layer * 0.09), mix(palette.far, palette.mid, 0.12)
        )
        for _ in range(15 - layer * 3):
            x = rng.uniform(-20, WIDTH + 20)
            tall = rng.uniform(90, 150) * (1 + layer * 0.6)
            _paint_snowy_fir(canvas, x, height_at(slope, x) + 18 + 24 * layer, tall, palette.depth(0.34 + layer * 0.2))
    _paint_flakes(canvas, rng, 260)


def snow_at_the_hut(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    paint_sky(canvas, 640)
    canvas.shade(down_to(draw_ridge(rng, 520, 330)), palette.far, mix(palette.far, palette.light, 0.5))
    snow = mix(palette.light, palette.far, 0.35)
    slope = draw_hills(rng, 640, 110, 0.6)
    for _ in range(26):
        x = rng.uniform(0, WIDTH)
        _paint_snowy_fir(
            canvas, x, height_at(slope, x) + 20, rng.uniform(110, 220), palette.depth(rng.uniform(0.45, 0.7))
        )
    canvas.shade(down_to(slope), snow, mix(palette.far, palette.mid, 0.3))
    x, y = rng.uniform(640, 980), 700
    canvas.glow(x + 10, y - 30, 330, palette.accent, 0.55)
    canvas.rect(x - 130, y - 110, x + 130, y, palette.ink)
    canvas.polygon([(x - 176, y - 96), (x - 60, y - 216), (x + 60, y - 216), (x + 176, y - 96)], palette.light)
    canvas.polygon([(x - 176, y - 96), (x + 176, y - 96), (x + 160, y - 82), (x - 160, y - 82)], palette.near)
    canvas.rect(x + 50, y - 244, x + 80, y - 180, palette.near)
    canvas.rect(x + 44, y - 254, x + 86, y - 240, palette.light)
    for left in (-100, -30, 62):
        canvas.rect(x + left, y - 70, x + left + 42, y - 26, palette.accent)
        canvas.rect(x + left + 19, y - 70, x + left + 23, y - 26, palette.ink)
    front = draw_hills(rng, 850, 130, 0.7)
    canvas.shade(down_to(front), mix(palette.light, palette.far, 0.18), mix(palette.far, palette.mid, 0.35))
    for place in (80, 210, 1360, 1500):
        _paint_snowy_fir(canvas, place + rng.uniform(-30, 30), 900, rng.uniform(330, 450), palette.near)
    _paint_flakes(canvas, rng, 120)


def _paint_snowy_fir(canvas: Canvas, x: float, y: float, tall: float, fill: Colour) -> None:
    paint_conifer(canvas, x, y, tall, fill)
    snow = mix(canvas.palette.light, fill, 0.08)
    for tier in range(5):
        top, bottom = y - tall * (1 - tier * 0.17), y - tall * (0.66 - tier * 0.145)
        half = tall * (0.09 + tier * 0.043)
        canvas.polygon(
            [(x, top), (x - half, bottom), (x - half * 0.55, bottom - half * 0.35), (x - half * 0.12, top + half)], snow
        )


def _paint_flakes(canvas: Canvas, rng: Random, count: int) -> None:
    for _ in range(count):
        radius = 1.2 + 5 * rng.random() ** 3
        canvas.circle(rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT), radius, canvas.palette.light)


def night_with_stars(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    paint_sky(canvas, 760)
    for _ in range(90):
        along = rng.uniform(-0.1, 1.1)
        x, y = along * WIDTH, 640 - along * 560 + rng.gauss(0, 34)
        canvas.glow(x, y, rng.uniform(50, 130), palette.tone, 0.1)
    for _ in range(620):
        x, y = rng.uniform(0, WIDTH), rng.uniform(0, 720)
        if rng.random() < 0.4:
            y = 640 - x / WIDTH * 560 + rng.gauss(0, 60)
        radius = 0.7 + 2.3 * rng.random() ** 4
        canvas.circle(x, y, radius, mix(palette.tone, palette.light, rng.random()))
    for _ in range(5):
        x, y = rng.uniform(80, 1520), rng.uniform(60, 420)
        canvas.glow(x, y, 26, palette.light, 0.6)
        canvas.circle(x, y, 3.2, palette.light)
    canvas.polygon(down_to(draw_ridge(rng, 800, 230)), palette.near)
    front = draw_ridge(rng, 868, 110)
    canvas.polygon(down_to(front), palette.ink)
    for i in range(22):
        x = rng.choice((rng.uniform(0, 520), rng.uniform(1240, 1600)))
        paint_conifer(canvas, x, height_at(front, x) + 14, rng.uniform(50, 120) + i, palette.ink)


def night_with_moon(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    paint_sky(canvas, 760)
    for _ in range(130):
        canvas.circle(rng.uniform(0, WIDTH), rng.uniform(0, 520), 0.8 + 1.4 * rng.random() ** 3, palette.light)
    x, y, radius = rng.uniform(480, 1120), 400, 172
    canvas.glow(x, y, 620, palette.light, 0.45)
    canvas.circle(x, y, radius, palette.light)
    for aside, up, size in (
        (-0.35, -0.3, 0.26),
        (0.22, -0.42, 0.14),
        (0.34, 0.12, 0.3),
        (-0.2, 0.34, 0.2),
        (-0.6, 0.1, 0.1),
    ):
        canvas.circle(x + aside * radius, y + up * radius, size * radius, mix(palette.light, palette.tone, 0.28))
    for layer in range(4):
        hills = draw_hills(rng, 610 + layer * 86, 130, 0.8 + layer * 0.35)
        tint = mix(palette.depth(0.15 + layer * 0.28), palette.sky_low, 0.12)
        canvas.shade(down_to(hills), mix(tint, palette.light, 0.1 - layer * 0.02), tint)
        for i in range(4 + layer * 2):
            place = (i * 397 + layer * 211) % WIDTH + rng.uniform(-40, 40)
            paint_conifer(
                canvas, place, height_at(hills, place) + 8, 40 + layer * 34, palette.depth(0.3 + layer * 0.23)
            )
