"""A tram, by day in the street and at a stop in the evening."""

from math import pi, sin
from random import Random

from clips.management.drawings.canvas import HEIGHT, WIDTH, Canvas
from clips.management.drawings.palettes import Colour, mix
from clips.management.drawings.scenes_town import paint_house
from clips.management.drawings.shapes import paint_cloud, paint_sky, paint_tree


def _paint_car(canvas: Canvas, left: float, right: float, foot: float, body: Colour, glass: Colour) -> None:
    palette, top = canvas.palette, foot - 200
    canvas.rounded(left, top, right, foot - 22, 26, body)
    canvas.rect(left + 4, foot - 92, right - 4, foot - 74, palette.light)
    canvas.rounded(left + 14, foot - 40, right - 14, foot - 12, 6, palette.ink)
    count = round((right - left - 40) / 76)
    wide = (right - left - 40) / count
    for i in range(count):
        x, door = left + 20 + i * wide, i % 3 == 1
        canvas.rounded(x + 5, top + 34, x + wide - 5, foot - (34 if door else 100), 8, glass)
        if door:
            canvas.rect(x + wide / 2 - 2, top + 34, x + wide / 2 + 2, foot - 34, body)
    for x in (left + 90, right - 90):
        canvas.circle(x - 24, foot - 16, 16, palette.ink)
        canvas.circle(x + 24, foot - 16, 16, palette.ink)


def _paint_tram(canvas: Canvas, left: float, foot: float, body: Colour, glass: Colour) -> None:
    """Three cars, a rounded nose and a pantograph on the wire."""
    palette, middle = canvas.palette, left + 470
    for start in (left, left + 324, left + 648):
        _paint_car(canvas, start, start + 310, foot, body, glass)
        canvas.rect(start + 306, foot - 180, start + 328, foot - 34, palette.ink)
    nose = left + 958
    canvas.polygon(
        [
            (nose - 30, foot - 200),
            (nose + 20, foot - 186),
            (nose + 70, foot - 84),
            (nose + 70, foot - 30),
            (nose + 50, foot - 22),
            (nose - 30, foot - 22),
        ],
        body,
    )
    canvas.polygon(
        [(nose - 14, foot - 168), (nose + 16, foot - 166), (nose + 52, foot - 94), (nose - 14, foot - 94)], glass
    )
    canvas.polygon(
        [(nose - 30, foot - 92), (nose + 66, foot - 92), (nose + 70, foot - 74), (nose - 30, foot - 74)], palette.light
    )
    canvas.circle(nose + 56, foot - 54, 9, palette.light)
    canvas.line([(middle - 40, foot - 200), (middle + 14, foot - 238), (middle - 20, foot - 272)], palette.ink, 5)
    canvas.line([(middle - 60, foot - 272), (middle + 20, foot - 272)], palette.ink, 5)


def _paint_street(canvas: Canvas, foot: float) -> None:
    palette = canvas.palette
    canvas.wash(mix(palette.mid, palette.far, 0.4), mix(palette.near, palette.mid, 0.3), foot - 20)
    for y, wide in ((foot + 2, 6), (foot + 48, 9)):
        canvas.rect(0, y, WIDTH, y + wide, palette.ink)
        canvas.rect(0, y, WIDTH, y + 2, mix(palette.light, palette.mid, 0.3))
    canvas.wash(mix(palette.light, palette.mid, 0.35), mix(palette.mid, palette.near, 0.3), 838)
    canvas.rect(0, 832, WIDTH, 842, mix(palette.light, palette.mid, 0.15))


def _paint_wire(canvas: Canvas, y: float) -> None:
    palette = canvas.palette
    canvas.rect(0, y, WIDTH, y + 3, palette.ink)
    for x in range(130, WIDTH, 520):
        sag = [(x + i * 26, y - 64 + 46 * sin(pi * i / 20)) for i in range(21)]
        canvas.line(sag, palette.near, 2)
        canvas.rect(x - 6, y - 90, x + 6, 742, palette.ink)
        canvas.rect(x, y - 66, x + 90, y - 60, palette.ink)


def tram_in_street(canvas: Canvas, rng: Random) -> None:
    palette, left = canvas.palette, -20.0
    paint_sky(canvas, 640)
    for x, y in ((300, 160), (1180, 140)):
        paint_cloud(canvas, rng, x, y, 340, mix(palette.sky_low, palette.light, 0.75))
    walls = (
        mix(palette.tone, palette.light, 0.5),
        mix(palette.mid, palette.light, 0.45),
        mix(palette.far, palette.light, 0.4),
        palette.tone,
    )
    while left < WIDTH:
        wide = rng.uniform(150, 210)
        paint_house(
            canvas,
            rng,
            left,
            730,
            (wide, rng.uniform(290, 400)),
            rng.choice(walls),
            mix(palette.near, palette.accent, 0.35),
            0,
        )
        left += wide
    _paint_street(canvas, 750)
    _paint_wire(canvas, 478)
    _paint_tram(canvas, rng.uniform(170, 380), 752, palette.accent, mix(palette.near, palette.ink, 0.3))
    for x in (60, 1530):
        paint_tree(canvas, rng, x, 870, 420, mix(palette.near, palette.leaf, 0.5), palette.ink)


def tram_at_stop(canvas: Canvas, rng: Random) -> None:
    palette, left = canvas.palette, -20.0
    paint_sky(canvas, 700)
    while left < WIDTH:
        wide = rng.uniform(170, 240)
        size = (wide, rng.uniform(220, 380))
        paint_house(canvas, rng, left, 730, size, mix(palette.mid, palette.far, rng.random() * 0.5), palette.near, 0.12)
        left += wide
    canvas.haze(380, 730, palette.sky_low, 0.25)
    _paint_street(canvas, 750)
    canvas.wash(mix(palette.near, palette.mid, 0.4), palette.ink, 760)
    _paint_wire(canvas, 478)
    start = rng.uniform(-160, 60)
    canvas.glow(start + 520, 700, 640, palette.accent, 0.4)
    _paint_tram(canvas, start, 752, mix(palette.near, palette.ink, 0.3), palette.light)
    canvas.polygon(
        [(start + 1030, 690), (1600, 750), (1600, 800), (start + 1030, 720)], mix(palette.light, palette.near, 0.62)
    )
    canvas.rect(0, 826, WIDTH, HEIGHT, mix(palette.mid, palette.ink, 0.55))
    canvas.rect(0, 820, WIDTH, 830, palette.tone)
    _paint_shelter(canvas, 1190, 826)


def _paint_shelter(canvas: Canvas, left: float, foot: float) -> None:
    palette = canvas.palette
    canvas.glow(left + 150, foot - 150, 260, palette.light, 0.35)
    for x in (left + 16, left + 284):
        canvas.rect(x - 5, foot - 250, x + 5, foot, palette.ink)
    canvas.rounded(left - 14, foot - 268, left + 314, foot - 246, 8, palette.ink)
    canvas.rect(left + 20, foot - 246, left + 280, foot - 240, palette.light)
    canvas.rect(left + 40, foot - 60, left + 190, foot - 50, palette.ink)
    for x in (left + 90, left + 140):
        canvas.circle(x, foot - 128, 14, palette.ink)
        canvas.rounded(x - 19, foot - 112, x + 19, foot - 40, 14, palette.ink)
        canvas.rect(x - 13, foot - 60, x + 13, foot, palette.ink)
    canvas.rect(left + 340, foot - 260, left + 346, foot, palette.ink)
    canvas.circle(left + 343, foot - 272, 30, palette.accent)
    canvas.rect(left + 330, foot - 284, left + 356, foot - 278, palette.ink)
    canvas.rect(left + 340, foot - 284, left + 346, foot - 256, palette.ink)
