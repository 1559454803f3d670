"""A station: the hall with its clock, a platform at night."""

from math import cos, pi, sin
from random import Random

from clips.management.drawings.canvas import HEIGHT, WIDTH, Canvas
from clips.management.drawings.palettes import mix
from clips.management.drawings.shapes import paint_sky, paint_sun


def _paint_track(canvas: Canvas, vanish: tuple[float, float], foot: float, half: float) -> None:
    """Rails and sleepers that run towards one point."""
    palette, (x0, y0) = canvas.palette, vanish
    for step in range(26):
        near = 1 / (1 + step * 0.42)
        y, x = y0 + (HEIGHT + 30 - y0) * near, x0 + (foot - x0) * near
        canvas.rect(
            x - half * 1.4 * near,
            y - 11 * near,
            x + half * 1.4 * near,
            y + 11 * near,
            mix(palette.ink, palette.mid, 0.7 * (1 - near)),
        )
    for side in (-1, 1):
        end = foot + side * half
        canvas.polygon([(x0, y0), (end + 9, HEIGHT + 30), (end - 9, HEIGHT + 30)], mix(palette.light, palette.mid, 0.3))


def station_hall(canvas: Canvas, rng: Random) -> None:
    """One long barrel roof, seen down its axis, with the clock in the light at its end."""
    palette, vanish = canvas.palette, (800.0, 560.0)
    canvas.wash(mix(palette.mid, palette.far, 0.5), palette.far)
    for ring in range(9, -1, -1):
        near = 1 / (1 + ring * 0.36)
        half, tall = 900 * near, 700 * near
        arc = [(vanish[0] - half * cos(pi * i / 48), vanish[1] - tall * sin(pi * i / 48) ** 0.86) for i in range(49)]
        tint = mix(palette.light, palette.mid, 0.15 + 0.6 * near)
        if ring == 9:
            canvas.shade(arc, palette.sky_top, palette.light)
            continue
        inner_near = 1 / (1 + (ring + 1) * 0.36)
        inner = [
            (vanish[0] - 900 * inner_near * cos(pi * i / 48), vanish[1] - 700 * inner_near * sin(pi * i / 48) ** 0.86)
            for i in range(49)
        ]
        for i in range(0, 48, 4):
            pane = [*arc[i : i + 5], *inner[i : i + 5][::-1]]
            glass = mix(palette.sky_top, palette.light, 0.25 + 0.5 * rng.random() * (1 - near))
            canvas.polygon(pane, glass if 10 < i < 36 else tint)
        canvas.line(arc, mix(palette.ink, palette.mid, 0.6 * (1 - near)), 4 + 16 * near)
    canvas.shade(
        [(0, HEIGHT), (0, 700), vanish, (WIDTH, 700), (WIDTH, HEIGHT)],
        mix(palette.light, palette.mid, 0.4),
        palette.near,
    )
    for start, end in ((-420, -1500), (420, 1500), (-170, 170)):
        platform = [vanish, (800 + start, HEIGHT), (800 + end, HEIGHT)]
        canvas.shade(platform, mix(palette.light, palette.tone, 0.3), mix(palette.tone, palette.mid, 0.4))
    _paint_track(canvas, vanish, 505, 62)
    _paint_track(canvas, vanish, 1095, 62)
    canvas.glow(*vanish, 330, palette.light, 0.85)
    _paint_people(canvas, rng, vanish)
    canvas.rect(796, 0, 804, 130, palette.ink)
    canvas.circle(800, 206, 92, palette.ink)
    canvas.circle(800, 206, 80, palette.light)
    for i in range(12):
        dial = (cos(pi * i / 6), sin(pi * i / 6))
        canvas.line(
            [(800 + 62 * dial[0], 206 + 62 * dial[1]), (800 + 73 * dial[0], 206 + 73 * dial[1])], palette.ink, 5
        )
    hour = rng.uniform(0, 2 * pi)
    canvas.line([(800, 206), (800 + 40 * sin(hour), 206 - 40 * cos(hour))], palette.ink, 9)
    canvas.line([(800, 206), (800 + 60 * sin(hour * 12), 206 - 60 * cos(hour * 12))], palette.ink, 6)
    canvas.circle(800, 206, 8, palette.accent)


def _paint_people(canvas: Canvas, rng: Random, vanish: tuple[float, float]) -> None:
    for i in range(9):
        near = 0.1 + 0.62 * rng.random()
        lane = rng.choice((-830, 830, -60, 60)) + rng.uniform(-90, 90)
        x, y, tall = vanish[0] + lane * near, vanish[1] + 340 * near, 270 * near
        coat = canvas.palette.accent if i % 4 == 0 else mix(canvas.palette.ink, canvas.palette.mid, 0.7 * (1 - near))
        canvas.rounded(x - tall * 0.13, y - tall * 0.8, x + tall * 0.13, y - tall * 0.28, tall * 0.1, coat)
        canvas.polygon(
            [
                (x - tall * 0.11, y - tall * 0.35),
                (x + tall * 0.11, y - tall * 0.35),
                (x + tall * 0.08, y),
                (x - tall * 0.08, y),
            ],
            canvas.palette.ink,
        )
        canvas.circle(x, y - tall * 0.9, tall * 0.085, canvas.palette.ink)


def station_platform(canvas: Canvas, rng: Random) -> None:
    palette, vanish = canvas.palette, (rng.uniform(560, 660), 470.0)
    paint_sky(canvas, 520)
    paint_sun(canvas, vanish[0] - 330, 150, 40, 0.35)
    canvas.shade([(0, 470), (WIDTH, 470), (WIDTH, HEIGHT), (0, HEIGHT)], palette.mid, palette.ink)
    for i in range(20):
        left, height = i * 84, rng.uniform(20, 80)
        canvas.rect(left, 472 - height, left + rng.uniform(50, 90), 472, mix(palette.near, palette.mid, 0.5))
    _paint_track(canvas, vanish, 40, 88)
    _paint_track(canvas, vanish, 520, 88)
    edge, far = 760.0, (vanish[0] + 18, vanish[1] + 2)
    canvas.shade([far, (edge, HEIGHT), (WIDTH, HEIGHT), (WIDTH, 600)], mix(palette.tone, palette.mid, 0.4), palette.mid)
    canvas.polygon([far, (edge + 44, HEIGHT), (edge + 62, HEIGHT)], palette.light)
    canvas.polygon([far, (1600, 60), (1600, 130), (far[0] + 30, far[1] - 16)], palette.ink)
    canvas.polygon([far, (930, 330), (1600, 60), (1600, 44), (900, 326)], palette.near)
    for step in range(6):
        near = 1 / (1 + step * 0.62)
        x, y = far[0] + 760 * near, far[1] + 300 * near
        top = far[1] - 360 * near
        canvas.polygon([(x - 9 * near, y), (x + 9 * near, y), (x + 9 * near, top), (x - 9 * near, top)], palette.ink)
        canvas.glow(x - 130 * near, top + 60 * near, 190 * near, palette.light, 0.5)
        canvas.rounded(x - 190 * near, top + 34 * near, x - 70 * near, top + 44 * near, 3, palette.light)
        canvas.ellipse(x - 130 * near, y + 8 * near, 170 * near, 24 * near, mix(palette.tone, palette.light, 0.35))
    for post, lower, lamp in (
        (vanish[0] - 250, 330, palette.accent),
        (vanish[0] - 130, 390, palette.light),
        (vanish[0] - 420, 250, palette.accent),
    ):
        size = (470 - lower) / 8 + 6
        canvas.rect(post - 3, lower, post + 3, 486 + size, palette.ink)
        canvas.rounded(post - size * 0.6, lower - size * 1.5, post + size * 0.6, lower + size * 0.6, 5, palette.ink)
        canvas.glow(post, lower - size * 0.8, size * 3, lamp, 0.8)
        canvas.circle(post, lower - size * 0.8, size * 0.36, lamp)
