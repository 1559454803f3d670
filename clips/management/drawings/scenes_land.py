"""Open country: river, field, forest, mountains."""

from math import sin
from random import Random

from clips.management.drawings.canvas import HEIGHT, WIDTH, Canvas, Point
from clips.management.drawings.palettes import Colour, mix
from clips.management.drawings.shapes import (
    down_to,
    draw_hills,
    draw_ridge,
    paint_birds,
    paint_bush,
    paint_cloud,
    paint_conifer,
    paint_sky,
    paint_sun,
    paint_tree,
)


def _paint_far_hills(canvas: Canvas, rng: Random, horizon: float, layers: int = 3) -> None:
    for i in range(layers):
        hills = draw_hills(rng, horizon + 2, 120 - i * 36, 0.8 + i * 0.5)
        tint = mix(canvas.palette.depth(i * 0.17), canvas.palette.sky_low, 0.35 - i * 0.1)
        canvas.shade(down_to(hills, horizon + 4), tint, mix(tint, canvas.palette.sky_low, 0.35))


def _wind_ribbon(horizon: float, wide: float, bend: float, phase: float, spread: float = 0) -> list[Point]:
    """A river in perspective, from the reader's feet to the horizon and back along the other bank."""
    left, right = [], []
    for step in range(240):
        away = 0.02 + (step / 239) ** 2 * 16
        y = horizon + (HEIGHT + 40 - horizon) / (1 + away)
        middle = 800 + bend * sin(phase + away * 0.95) * (0.35 + away * 0.28) / (1 + away) * 2.2
        half = (wide + spread) / (1 + away) * (1 + 0.12 * sin(away * 3.1 + phase * 2))
        left.append((middle - half, y))
        right.append((middle + half, y))
    return left + right[::-1]


def river_in_meadows(canvas: Canvas, rng: Random) -> None:
    palette, horizon = canvas.palette, 372
    paint_sky(canvas, horizon)
    paint_sun(canvas, rng.uniform(1040, 1320), rng.uniform(150, 240), 52)
    paint_cloud(canvas, rng, rng.uniform(300, 600), 170, 330, mix(palette.sky_low, palette.light, 0.7))
    _paint_far_hills(canvas, rng, horizon)
    canvas.wash(mix(palette.leaf, palette.sky_low, 0.45), mix(palette.leaf, palette.near, 0.5), horizon)
    for i in range(4):
        band = draw_hills(rng, 430 + i * i * 34 + i * 46, 12 + i * 12, 1.1)
        tint = mix(palette.leaf, palette.near, 0.06 + i * 0.14)
        canvas.shade(down_to(band, band[0][1] + 160), tint, mix(tint, palette.leaf, 0.75))
    phase = rng.uniform(2.6, 3.6)
    canvas.polygon(_wind_ribbon(horizon, 390, 640, phase, 22), mix(palette.leaf, palette.ink, 0.45))
    ribbon = _wind_ribbon(horizon, 390, 640, phase)
    canvas.shade(ribbon, palette.light, mix(palette.sky_top, palette.sky_low, 0.25))
    for x, y, tall in ((1330, 640, 270), (1475, 660, 330), (180, 480, 96), (255, 474, 76), (1180, 450, 60)):
        leaf = mix(palette.depth(0.5 + tall / 700), palette.leaf, 0.45)
        paint_tree(canvas, rng, x + rng.uniform(-30, 30), y, tall, leaf, palette.ink)
    paint_birds(canvas, rng, 760, 190, 5)


def river_with_gravel(canvas: Canvas, rng: Random) -> None:
    palette, horizon = canvas.palette, 330
    paint_sky(canvas, horizon)
    ridge = draw_ridge(rng, horizon + 6, 190)
    canvas.shade(down_to(ridge, horizon + 10), palette.far, palette.sky_low)
    ridge = draw_ridge(rng, horizon + 16, 84, 0.5)
    canvas.shade(down_to(ridge, horizon + 26), palette.mid, mix(palette.mid, palette.sky_low, 0.5))
    canvas.wash(mix(palette.leaf, palette.mid, 0.4), mix(palette.leaf, palette.ink, 0.45), horizon + 12)
    phase = rng.uniform(0, 1.2)
    for spread, tint in ((170, mix(palette.tone, palette.mid, 0.35)), (120, mix(palette.light, palette.tone, 0.35))):
        canvas.shade(_wind_ribbon(horizon, 190, 700, phase, spread), mix(tint, palette.sky_low, 0.4), tint)
    canvas.shade(_wind_ribbon(horizon, 190, 700, phase), palette.sky_low, mix(palette.sky_top, palette.near, 0.35))
    for _ in range(34):
        y = horizon + 26 + 520 * rng.random() ** 1.9
        near = (y - horizon) / 570
        side = rng.choice((-1, 1))
        x = 800 + side * rng.uniform(380 + 220 * near, 820)
        paint_bush(canvas, rng, x, y, 30 + 230 * near, mix(palette.depth(0.35 + 0.6 * near), palette.leaf, 0.25))


def field_fan(canvas: Canvas, rng: Random) -> None:
    """Strips of field that run towards one point on the horizon."""
    palette, horizon, vanish = canvas.palette, 350, rng.uniform(620, 1000)
    paint_sky(canvas, horizon)
    paint_sun(canvas, vanish + rng.choice((-260, 280)), 190, 58)
    for x, y, wide in ((260.0, 150, 360.0), (1330, 210, 300), (900, 110, 220)):
        paint_cloud(canvas, rng, x, y, wide, mix(palette.sky_low, palette.light, 0.75))
    _paint_far_hills(canvas, rng, horizon)
    tones = [palette.tone, palette.leaf, mix(palette.tone, palette.light, 0.45), mix(palette.leaf, palette.near, 0.45)]
    x, index = -3400.0, rng.randrange(4)
    while x < 5000:
        wide = rng.uniform(300, 560)
        tint = tones[index % 4]
        strip = [(vanish, horizon), (vanish + 2, horizon), (x + wide, HEIGHT), (x, HEIGHT)]
        canvas.polygon(strip, mix(tint, palette.near, 0.12))
        for row in range(1, 7):
            foot = x + wide * row / 7
            canvas.polygon([(vanish, horizon), (foot + 9, HEIGHT), (foot - 9, HEIGHT)], mix(tint, palette.near, 0.3))
        x, index = x + wide, index + 1
    canvas.haze(horizon + 170, horizon, palette.light, 0.75)
    for i in range(7):
        paint_tree(canvas, rng, 90 + i * 52, horizon + 14, rng.uniform(50, 84), palette.depth(0.55), palette.near)
    paint_tree(canvas, rng, 1380, 520, 330, mix(palette.near, palette.leaf, 0.25), palette.ink)


def field_with_flowers(canvas: Canvas, rng: Random) -> None:
    palette, horizon = canvas.palette, 330
    paint_sky(canvas, horizon)
    for x, y, wide in ((420, 190, 520), (1240, 130, 380)):
        paint_cloud(canvas, rng, x, y, wide, mix(palette.sky_low, palette.light, 0.7))
    _paint_far_hills(canvas, rng, horizon, 2)
    canvas.wash(mix(palette.tone, palette.light, 0.45), mix(palette.tone, palette.near, 0.25), horizon)
    canvas.shade(
        [(860, horizon), (WIDTH, horizon), (WIDTH, HEIGHT), (1150, HEIGHT)],
        mix(palette.leaf, palette.light, 0.4),
        mix(palette.leaf, palette.near, 0.45),
    )
    strip = [(842, horizon), (872, horizon), (1300, HEIGHT), (480, HEIGHT)]
    canvas.shade(strip, mix(palette.leaf, palette.light, 0.2), mix(palette.near, palette.ink, 0.3))
    colours = (palette.accent, palette.accent, palette.light, palette.tone, mix(palette.accent, palette.light, 0.5))
    for step in range(1500):
        near = (step / 1500) ** 1.35
        y = horizon + 6 + (HEIGHT + 20 - horizon) * near
        x = 857 + 33 * near + rng.uniform(-1, 1) * (14 + 390 * near)
        radius = 1.2 + 10 * near * rng.uniform(0.5, 1.1)
        canvas.line([(x, y), (x + rng.uniform(-3, 3), y + radius * 3)], palette.near, 0.6 + 1.6 * near)
        canvas.ellipse(x, y, radius, radius * 0.85, rng.choice(colours))
    canvas.haze(horizon + 120, horizon, palette.light, 0.55)
    for i in range(9):
        leaf = mix(palette.depth(0.5), palette.leaf, 0.3)
        paint_tree(canvas, rng, 1120 + i * 46, horizon + 10, rng.uniform(46, 92), leaf, palette.near)


def forest_in_layers(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    paint_sky(canvas, 700)
    paint_sun(canvas, rng.uniform(500, 1100), 210, 66, 0.6)
    for layer in range(5):
        share, foot = layer / 4, 520 + layer * 95
        tint: Colour = mix(palette.depth(0.12 + share * 0.8), palette.leaf, 0.55 - share * 0.3)
        tall, x = 190 + layer * 78, -60.0
        hills = draw_hills(rng, foot, 40, 0.8)
        while x < WIDTH + 60:
            size = tall * rng.uniform(0.75, 1.2)
            if rng.random() < 0.6:
                paint_conifer(canvas, x, foot + 6, size * 1.1, mix(tint, palette.ink, rng.uniform(0, 0.16)))
            else:
                paint_tree(canvas, rng, x, foot + 6, size * 0.86, mix(tint, palette.tone, 0.24), palette.ink)
            x += size * rng.uniform(0.3, 0.55)
        canvas.polygon(down_to(hills), tint)
        canvas.haze(foot - 190, foot + 20, palette.sky_low, 0.34 - share * 0.3)


def forest_in_mist(canvas: Canvas, rng: Random) -> None:
    palette, sun = canvas.palette, rng.uniform(620, 1000)
    canvas.wash(mix(palette.sky_low, palette.far, 0.4), palette.light)
    canvas.glow(sun, 560, 760, palette.tone, 0.6)
    paint_sun(canvas, sun, 560, 84)
    for layer in range(5):
        share = layer / 4
        tint = mix(palette.depth(share), palette.sky_low, 0.4 * (1 - share))
        x = rng.uniform(-40, 60)
        while x < WIDTH + 60:
            half = 7 + 30 * share * rng.uniform(0.7, 1.3)
            if abs(x - sun) < 70 + half:
                x = sun + 71 + half
            lean = rng.uniform(-18, 18)
            canvas.polygon(
                [(x - half, 900), (x + half, 900), (x + lean + half * 0.6, 0), (x + lean - half * 0.6, 0)], tint
            )
            for _ in range(2 + layer // 2):
                y, reach = rng.uniform(20, 420), rng.choice((-1, 1)) * rng.uniform(40, 120) * (0.4 + share)
                root = 3 + half * 0.2
                canvas.polygon(
                    [(x + lean * 0.6, y - root), (x + reach, y - abs(reach) * 0.4), (x + lean * 0.6, y + root)], tint
                )
            x += rng.uniform(0.6, 1.5) * (86 + 190 * share)
        ground = draw_hills(rng, 640 + layer * 66, 34, 1.0)
        canvas.polygon(down_to(ground), mix(tint, palette.leaf, 0.15))
        canvas.haze(300, 640 + layer * 62, palette.light, 0.3 * (1 - share))


def mountain_ranges(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    paint_sky(canvas, 620)
    paint_sun(canvas, rng.uniform(350, 1250), rng.uniform(130, 190), 48, 0.6)
    for layer, (y, rise) in enumerate(((480, 270), (590, 240), (700, 220), (830, 200))):
        ridge = draw_ridge(rng, y, rise, 0.5)
        tint = mix(palette.depth(layer / 3.4), palette.sky_low, 0.28 - layer * 0.09)
        canvas.shade(down_to(ridge), tint, mix(tint, palette.sky_low, 0.55 - layer * 0.12))
    paint_birds(canvas, rng, 900, 260, 4)
    for i in range(46):
        x = i * 36 + rng.uniform(-14, 14)
        paint_conifer(canvas, x, 912, rng.uniform(60, 130) + 60 * abs(sin(i / 9)), palette.ink)


def mountain_peak(canvas: Canvas, rng: Random) -> None:
    palette, top = canvas.palette, rng.uniform(720, 940)
    paint_sky(canvas, 700)
    paint_sun(canvas, top + rng.choice((-430, 430)), 250, 56)
    left = [(top - 640, 760), (top - 430, 560), (top - 350, 520), (top - 200, 300), (top - 120, 250), (top, 96)]
    right = [(top + 74, 210), (top + 140, 262), (top + 260, 440), (top + 370, 500), (top + 660, 780)]
    canvas.shade(left + right, palette.mid, mix(palette.far, palette.sky_low, 0.4))
    face = [
        (top, 96),
        (top + 20, 240),
        (top - 44, 330),
        (top + 40, 450),
        (top - 20, 560),
        (top + 60, 780),
        *right[::-1],
    ]
    canvas.shade(face, palette.near, mix(palette.mid, palette.sky_low, 0.3))
    snow = [
        (top, 96),
        (top - 120, 250),
        (top - 96, 300),
        (top - 70, 262),
        (top - 34, 350),
        (top - 6, 280),
        (top + 30, 330),
    ]
    canvas.polygon([*snow, (top + 62, 250), (top + 110, 300), (top + 74, 210)], palette.light)
    canvas.polygon(
        [(top, 96), (top + 20, 240), (top + 30, 330), (top + 62, 250), (top + 110, 300), (top + 74, 210)],
        mix(palette.light, palette.mid, 0.35),
    )
    for layer in range(4):
        hills = draw_hills(rng, 640 + layer * 84, 120, 0.9 + layer * 0.3)
        tint = mix(palette.depth(0.2 + layer * 0.24), palette.leaf, 0.3)
        canvas.shade(down_to(hills), tint, mix(tint, palette.sky_low, 0.3 - layer * 0.07))
    for i in range(26):
        x = rng.choice((rng.uniform(0, 420), rng.uniform(1150, 1600)))
        paint_conifer(canvas, x, 870 + i * 2, rng.uniform(70, 170), palette.ink)
