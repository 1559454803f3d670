"""On the market: striped stalls, coloured parasols."""

from random import Random

from clips.management.drawings.canvas import HEIGHT, WIDTH, Canvas
from clips.management.drawings.palettes import Colour, mix
from clips.management.drawings.shapes import paint_cloud, paint_sky, paint_sun


def _paint_awning(canvas: Canvas, left: float, right: float, top: float, drop: float, stripe: Colour) -> None:
    count, light = 8, canvas.palette.light
    wide = (right - left) / count
    for i in range(count):
        fill = stripe if i % 2 else light
        x, inset = left + i * wide, 26 * (1 - 2 * i / count)
        following = 26 * (1 - 2 * (i + 1) / count)
        canvas.polygon([(x + inset, top), (x + wide + following, top), (x + wide, top + drop), (x, top + drop)], fill)
        canvas.ellipse(x + wide / 2, top + drop, wide / 2, 17, mix(fill, canvas.palette.ink, 0.1))


def _paint_crate(canvas: Canvas, rng: Random, left: float, foot: float, wide: float, fruit: Colour) -> None:
    palette = canvas.palette
    wood, radius = mix(palette.tone, palette.near, 0.35), wide / 11
    for row in range(3):
        for i in range(5 - row):
            x = left + wide / 2 + (i - (4 - row) / 2) * radius * 1.95
            canvas.circle(
                x, foot - wide * 0.34 - row * radius * 1.25, radius, mix(fruit, palette.ink, rng.uniform(0, 0.22))
            )
            canvas.circle(
                x - radius * 0.3,
                foot - wide * 0.36 - row * radius * 1.25,
                radius * 0.28,
                mix(fruit, palette.light, 0.5),
            )
    canvas.rect(left, foot - wide * 0.38, left + wide, foot, wood)
    for level in (0.12, 0.24):
        canvas.rect(left, foot - wide * level, left + wide, foot - wide * level + 4, mix(wood, palette.ink, 0.45))
    for x in (left, left + wide - 10):
        canvas.rect(x, foot - wide * 0.38, x + 10, foot, mix(wood, palette.ink, 0.25))


def market_stalls(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    paint_sky(canvas, 560)
    paint_cloud(canvas, rng, rng.uniform(300, 1300), 130, 360, mix(palette.sky_low, palette.light, 0.75))
    _paint_facades(canvas, rng)
    canvas.wash(mix(palette.light, palette.tone, 0.3), mix(palette.tone, palette.mid, 0.45), 660)
    stripes = [palette.accent, palette.mid, palette.tone, palette.near]
    rng.shuffle(stripes)
    fruits = [
        palette.accent,
        palette.leaf,
        palette.tone,
        mix(palette.accent, palette.near, 0.5),
        mix(palette.leaf, palette.near, 0.5),
    ]
    for i, left in enumerate((-120, 300, 720, 1140)):
        right = left + 380
        canvas.rect(left + 20, 420, right - 20, 640, mix(palette.near, palette.ink, 0.4))
        for x in (left + 20, right - 30):
            canvas.rect(x, 360, x + 10, 800, palette.ink)
        canvas.rect(left + 10, 640, right - 10, 790, mix(stripes[i % 4], palette.ink, 0.35))
        _paint_keeper(canvas, rng, (left + right) / 2 + rng.uniform(-80, 80), 640)
        for j in range(3):
            _paint_crate(canvas, rng, left + 26 + j * 112, 660, 104, fruits[(i * 2 + j) % 5])
        _paint_awning(canvas, left, right, 300, 112, stripes[i % 4])
    for i in range(6):
        _paint_crate(canvas, rng, 30 + i * 270 + rng.uniform(-20, 20), 866, 176, fruits[(i * 3 + 1) % 5])


def _paint_facades(canvas: Canvas, rng: Random) -> None:
    palette, x = canvas.palette, -30.0
    while x < WIDTH:
        wide, top = rng.uniform(120, 200), rng.uniform(170, 270)
        wall = mix(palette.far, palette.light, rng.uniform(0.1, 0.6))
        canvas.polygon([(x, 660), (x, top), (x + wide / 2, top - 80), (x + wide, top), (x + wide, 660)], wall)
        for i in range(3):
            canvas.rect(
                x + wide * (0.17 + i * 0.26),
                top + 24,
                x + wide * (0.3 + i * 0.26),
                top + 70,
                mix(wall, palette.mid, 0.6),
            )
        x += wide


def _paint_keeper(canvas: Canvas, rng: Random, x: float, foot: float) -> None:
    palette = canvas.palette
    skin = mix(palette.tone, palette.light, 0.25)
    canvas.rounded(x - 42, foot - 120, x + 42, foot, 30, rng.choice((palette.light, palette.mid, palette.tone)))
    canvas.circle(x, foot - 150, 27, skin)
    canvas.polygon(
        [(x - 30, foot - 158), (x - 24, foot - 182), (x + 24, foot - 182), (x + 30, foot - 158)], palette.near
    )


def market_parasols(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    paint_sky(canvas, 600)
    paint_sun(canvas, rng.uniform(300, 1300), 110, 50, 0.6)
    _paint_facades(canvas, rng)
    canvas.wash(mix(palette.light, palette.tone, 0.35), mix(palette.tone, palette.near, 0.4), 620)
    colours = [palette.accent, palette.tone, palette.mid, mix(palette.accent, palette.light, 0.45), palette.near]
    rng.shuffle(colours)
    for i, (x, y, wide) in enumerate(
        ((150, 330, 380), (1460, 330, 380), (800, 300, 400), (450, 400, 520), (1160, 400, 520))
    ):
        canvas.rect(x - 6, y, x + 6, 780, palette.ink)
        _paint_parasol(canvas, x, y, wide, colours[i], palette.light)
    canvas.polygon([(0, 700), (WIDTH, 700), (WIDTH, HEIGHT), (0, HEIGHT)], mix(palette.tone, palette.near, 0.55))
    canvas.rect(0, 690, WIDTH, 712, mix(palette.tone, palette.light, 0.3))
    for i in range(6):
        _paint_basket(canvas, rng, 140 + i * 265, 850, 116, (i + rng.randrange(3)) % 3)


def _paint_parasol(canvas: Canvas, x: float, y: float, wide: float, first: Colour, second: Colour) -> None:
    panels = 6
    for i in range(panels):
        left, right = x - wide / 2 + wide * i / panels, x - wide / 2 + wide * (i + 1) / panels
        sink = 14 * (1 - abs(i - 2.5) / 2.5)
        canvas.polygon(
            [(x, y - wide * 0.26), (left, y), ((left + right) / 2, y + 16 + sink * 0.3), (right, y)],
            (first, second)[i % 2],
        )
    canvas.rect(x - 4, y - wide * 0.26 - 16, x + 4, y - wide * 0.26, canvas.palette.ink)


def _paint_basket(canvas: Canvas, rng: Random, x: float, foot: float, half: float, load: int) -> None:
    palette = canvas.palette
    if load == 0:
        for i in range(9):
            place = (x + (i % 5 - 2) * half * 0.36 + i // 5 * half * 0.18, foot - 92 - i // 5 * 34)
            canvas.circle(*place, half * 0.21, mix(palette.accent, palette.ink, rng.uniform(0, 0.25)))
            canvas.line([place, (place[0] + 5, place[1] - half * 0.3)], palette.ink, 3)
    elif load == 1:
        for aside in (-0.42, 0.42, 0.0):
            for lobe in (-0.22, 0.22, 0.0):
                tint = mix(palette.accent, palette.tone, 0.55 if lobe else 0.75)
                canvas.ellipse(x + (aside + lobe) * half, foot - 108, half * 0.24, half * 0.34, tint)
            canvas.rect(x + aside * half - 5, foot - 164, x + aside * half + 5, foot - 140, palette.near)
    else:
        for i in range(4):
            left = x - half * 0.7 + i * half * 0.42
            crust = mix(palette.tone, palette.near, 0.25 + 0.1 * (i % 2))
            canvas.polygon(
                [
                    (left - 20, foot - 70),
                    (left - 4, foot - 190),
                    (left + 16, foot - 206),
                    (left + 34, foot - 186),
                    (left + 28, foot - 70),
                ],
                crust,
            )
            for cut in range(3):
                canvas.line(
                    [(left, foot - 170 + cut * 32), (left + 24, foot - 182 + cut * 32)],
                    mix(crust, palette.light, 0.6),
                    5,
                )
    straw = mix(palette.tone, palette.light, 0.2)
    canvas.polygon(
        [(x - half, foot - 84), (x + half, foot - 84), (x + half * 0.78, foot + 20), (x - half * 0.78, foot + 20)],
        straw,
    )
    for row in range(4):
        for i in range(9):
            if (i + row) % 2:
                left = x - half * 0.84 + i * half * 0.188
                canvas.rect(
                    left, foot - 72 + row * 22, left + half * 0.17, foot - 56 + row * 22, mix(straw, palette.near, 0.4)
                )
    canvas.rounded(x - half * 1.04, foot - 92, x + half * 1.04, foot - 76, 8, mix(straw, palette.near, 0.3))
