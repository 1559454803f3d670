"""Where many meet: a school, a stadium."""

from math import cos, pi, sin
from random import Random

from clips.management.drawings.canvas import HEIGHT, WIDTH, Canvas
from clips.management.drawings.palettes import Colour, mix
from clips.management.drawings.shapes import down_to, draw_hills, paint_cloud, paint_sky, paint_sun, paint_tree


def _paint_school(canvas: Canvas, rng: Random, foot: float, wall: Colour) -> None:
    """A long building with a raised middle, rows of tall windows and a clock."""
    palette = canvas.palette
    glass = mix(palette.sky_top, palette.near, 0.35)
    for left, right, top in ((200, 640, 390), (960, 1400, 390), (620, 980, 310)):
        canvas.rect(left, top, right, foot, wall if top == 390 else mix(wall, palette.light, 0.22))
        canvas.polygon(
            [(left - 16, top), (left + 44, top - 74), (right - 44, top - 74), (right + 16, top)], palette.accent
        )
        canvas.rect(left - 16, top - 4, right + 16, top + 8, mix(palette.accent, palette.ink, 0.35))
    for left, right, columns in ((214, 626, 6), (974, 1386, 6)):
        for i in range(columns):
            for j in range(2):
                x, y = left + (right - left) / columns * (i + 0.2), 425 + j * 132
                fill = palette.tone if rng.random() < 0.2 else glass
                canvas.rect(x, y, x + 42, y + 88, fill)
                canvas.rect(x + 19, y, x + 23, y + 88, wall)
                canvas.rect(x, y + 30, x + 42, y + 34, wall)
    for i in range(4):
        canvas.rect(660 + i * 76, 420, 712 + i * 76, 510, glass)
    canvas.polygon([(700, 310), (800, 220), (900, 310)], mix(wall, palette.light, 0.4))
    canvas.circle(800, 290, 32, palette.light)
    canvas.line([(800, 290), (800, 268)], palette.ink, 3.5)
    canvas.line([(800, 290), (815, 298)], palette.ink, 3.5)
    canvas.rect(752, 560, 848, foot, palette.near)
    canvas.rect(797, 560, 803, foot, palette.ink)
    canvas.polygon(
        [(720, foot), (880, foot), (910, foot + 24), (690, foot + 24)], mix(palette.light, palette.mid, 0.25)
    )


def school_front(canvas: Canvas, rng: Random) -> None:
    palette, foot = canvas.palette, 690
    paint_sky(canvas, foot)
    for x, y, wide in ((330, 170, 340), (1250, 130, 420)):
        paint_cloud(canvas, rng, x, y, wide, mix(palette.sky_low, palette.light, 0.75))
    canvas.shade(down_to(draw_hills(rng, 660, 190, 0.8), foot), palette.far, palette.sky_low)
    _paint_school(canvas, rng, foot, mix(palette.tone, palette.light, 0.5))
    canvas.wash(mix(palette.leaf, palette.light, 0.12), mix(palette.leaf, palette.near, 0.45), foot)
    canvas.polygon(
        [(690, foot + 20), (910, foot + 20), (1180, HEIGHT), (420, HEIGHT)], mix(palette.tone, palette.light, 0.65)
    )
    for x, tall in ((110, 390), (1490, 420), (1330, 250), (270, 240)):
        paint_tree(
            canvas,
            rng,
            x + rng.uniform(-20, 20),
            foot + tall * 0.22,
            tall,
            mix(palette.near, palette.leaf, 0.5),
            palette.ink,
        )


def school_yard(canvas: Canvas, rng: Random) -> None:
    """Seen from the bicycle stands: the building behind, wheels in front."""
    palette = canvas.palette
    paint_sky(canvas, 640)
    paint_sun(canvas, rng.uniform(200, 400), 150, 46, 0.6)
    canvas.shade(down_to(draw_hills(rng, 640, 230, 0.7), 650), palette.far, palette.sky_low)
    wall = mix(palette.mid, palette.light, 0.35)
    _paint_school(canvas, rng, 650, wall)
    canvas.wash(mix(palette.light, palette.far, 0.4), mix(palette.far, palette.mid, 0.55), 650)
    for i in range(5):
        x = 130 + i * 330 + rng.uniform(-24, 24)
        _paint_bicycle(
            canvas, x, 850, (palette.accent, palette.near, palette.tone, palette.ink)[(i + rng.randrange(4)) % 4]
        )
    for x in (60, 1540):
        paint_tree(canvas, rng, x, 860, 620, mix(palette.near, palette.leaf, 0.45), palette.ink)


def _paint_bicycle(canvas: Canvas, x: float, foot: float, frame: Colour) -> None:
    ink, hub = canvas.palette.ink, foot - 62
    for wheel in (x - 84, x + 84):
        ring = [(wheel + 60 * cos(pi * i / 30), hub + 60 * sin(pi * i / 30)) for i in range(61)]
        canvas.line(ring, ink, 6)
        for i in range(6):
            spoke = (57 * cos(pi * i / 6), 57 * sin(pi * i / 6))
            canvas.line([(wheel - spoke[0], hub - spoke[1]), (wheel + spoke[0], hub + spoke[1])], ink, 1.2)
    saddle, pedal, head = (x - 34, hub - 84), (x - 10, hub + 4), (x + 58, hub - 80)
    for path in (
        [(x - 84, hub), pedal, head, saddle, pedal],
        [(x - 84, hub), (x - 30, hub - 70)],
        [(x + 84, hub), (x + 52, hub - 106)],
    ):
        canvas.line(path, frame, 8)
    canvas.line([(x + 28, hub - 112), (x + 56, hub - 106), (x + 74, hub - 98)], ink, 7)
    canvas.rounded(saddle[0] - 26, saddle[1] - 12, saddle[0] + 18, saddle[1] - 2, 5, ink)
    canvas.circle(*pedal, 13, ink)


def _paint_stand(canvas: Canvas, rng: Random, top: float, foot: float, crowd: tuple[Colour, ...], seat: Colour) -> None:
    canvas.rect(0, top, WIDTH, foot, seat)
    for row in range(int((foot - top) / 15)):
        for i in range(134):
            if rng.random() < 0.8:
                canvas.circle(i * 12 + rng.uniform(-2, 2) + row % 2 * 6, top + 8 + row * 15, 4.6, rng.choice(crowd))


def stadium_inside(canvas: Canvas, rng: Random) -> None:
    palette = canvas.palette
    paint_sky(canvas, 360)
    paint_cloud(canvas, rng, rng.uniform(400, 1200), 150, 380, mix(palette.sky_low, palette.light, 0.75))
    crowd = (palette.accent, palette.accent, palette.tone, palette.light, palette.mid, palette.near)
    _paint_stand(canvas, rng, 300, 510, crowd, palette.near)
    canvas.polygon(
        [(0, 190), (WIDTH, 190), (WIDTH, 262), (1480, 300), (120, 300), (0, 262)], mix(palette.light, palette.far, 0.35)
    )
    canvas.polygon(
        [(0, 262), (120, 300), (1480, 300), (WIDTH, 262), (WIDTH, 284), (1480, 318), (120, 318), (0, 284)], palette.ink
    )
    for x in range(80, WIDTH, 240):
        canvas.line([(x, 190), (800 + (x - 800) * 0.95, 306)], palette.mid, 3)
    canvas.rect(0, 508, WIDTH, 548, palette.ink)
    for i in range(8):
        canvas.rect(
            i * 204 + 12,
            514,
            i * 204 + 190,
            542,
            (palette.accent, palette.light, palette.tone)[(i + rng.randrange(3)) % 3],
        )
    for i in range(16):
        stripe = [
            (i * 140 - 320, 548),
            (i * 140 - 180, 548),
            ((i * 140 - 180 - 800) * 1.9 + 800, HEIGHT),
            ((i * 140 - 320 - 800) * 1.9 + 800, HEIGHT),
        ]
        canvas.shade(
            stripe,
            mix(palette.leaf, palette.light, 0.1 + i % 2 * 0.12),
            mix(palette.leaf, palette.near, 0.5 - i % 2 * 0.2),
        )
    for path in ([(-100, 600), (1700, 600)], [(800, 600), (800, HEIGHT)]):
        canvas.line(path, palette.light, 6)
    canvas.line([(800 + 330 * cos(pi * i / 40), 812 + 106 * sin(pi * i / 40)) for i in range(81)], palette.light, 6)
    canvas.ellipse(800, 812, 10, 5, palette.light)
    canvas.circle(rng.uniform(900, 1100), 760, 15, palette.light)


def stadium_lights(canvas: Canvas, rng: Random) -> None:
    """From outside at night: a lit bowl under four masts."""
    palette = canvas.palette
    paint_sky(canvas, 700)
    canvas.glow(800, 560, 760, palette.accent, 0.5)
    for x, tall in ((250, 500), (1350, 500), (480, 410), (1120, 410)):
        top = 690 - tall
        canvas.line([(x, 700), (x, top)], palette.ink, 10)
        canvas.glow(x, top, 210, palette.light, 0.8)
        canvas.rounded(x - 58, top - 34, x + 58, top + 22, 6, palette.ink)
        for i in range(15):
            canvas.circle(x - 44 + i % 5 * 22, top - 22 + i // 5 * 17, 6.4, palette.light)
    canvas.ellipse(800, 600, 560, 96, palette.light)
    canvas.ellipse(800, 606, 520, 78, mix(palette.accent, palette.light, 0.5))
    side = [(800 + 560 * cos(pi * i / 40), 600 + 96 * sin(pi * i / 40)) for i in range(41)]
    canvas.shade([*side, (330, 740), (1270, 740)], palette.near, palette.ink)
    for i in range(23):
        angle = pi * (i + 1) / 24
        canvas.line(
            [(800 + 560 * cos(angle), 600 + 96 * sin(angle)), (800 + 500 * cos(angle), 745)],
            mix(palette.accent, palette.near, 0.45),
            4,
        )
    canvas.wash(palette.near, palette.ink, 740)
    for i in range(160):
        left, foot = rng.uniform(120, 1480), 760 + 130 * rng.random() ** 0.7
        size = 12 + (foot - 750) * 0.22
        canvas.rounded(
            left - size * 0.2,
            foot - size,
            left + size * 0.2,
            foot,
            size * 0.18,
            palette.ink if i % 7 else palette.accent,
        )
        canvas.circle(left, foot - size * 1.14, size * 0.18, palette.ink)
