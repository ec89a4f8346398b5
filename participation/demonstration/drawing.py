"""A drawing as a child might hand one in with her paper: made here, of nobody's hand."""

from __future__ import annotations

import io
import math
import random

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1200, 900)
PAPER, BROWN, RED, BLUE, GREEN, YELLOW = (
    "#fdfaf3",
    "#8a5a2b",
    "#d24d3e",
    "#3b6fb5",
    "#4f9a57",
    "#eeb23c",
)
Point = tuple[float, float]


def table_with_chairs() -> bytes:
    """A round table with three chairs and a small one, in wax crayon. As PNG."""
    chance = random.Random(7)  # noqa: S311 - a hand that trembles, not a secret
    sheet = Image.new("RGB", SIZE, PAPER)
    crayon = ImageDraw.Draw(sheet)
    middle = (600.0, 470.0)
    chairs = ((RED, (180.0, 400.0)), (BLUE, (600.0, 165.0)), (GREEN, (1020.0, 400.0)))
    for colour, at in chairs:
        _chair(crayon, chance, at, 130, colour)
    _chair(crayon, chance, (600.0, 790.0), 90, YELLOW)
    _filled(crayon, chance, middle, (300, 190), BROWN)
    for _ in range(3):
        _ring(crayon, chance, middle, (300, 190), BROWN, 9)
    _sun(crayon, chance, (120.0, 110.0))
    soft = sheet.filter(ImageFilter.GaussianBlur(0.8))
    out = io.BytesIO()
    soft.save(out, "PNG")
    return out.getvalue()


def _chair(
    crayon: ImageDraw.ImageDraw, chance: random.Random, at: Point, size: int, colour: str
) -> None:
    x, y = at
    corners = [
        (x - size / 2, y - size),
        (x + size / 2, y - size),
        (x + size / 2, y),
        (x - size / 2, y),
    ]
    for one, other in zip(corners, [*corners[1:], corners[0]], strict=True):
        _line(crayon, chance, one, other, colour, 12)
    for step in range(1, 6):
        across = y - size + step * size / 6
        _line(crayon, chance, (x - size / 2, across), (x + size / 2, across), colour, 7)
    for side in (-1, 1):
        foot = (x + side * size / 2, y + size * 0.7)
        _line(crayon, chance, (x + side * size / 2, y), foot, colour, 12)


def _sun(crayon: ImageDraw.ImageDraw, chance: random.Random, at: Point) -> None:
    _filled(crayon, chance, at, (55, 55), YELLOW)
    for turn in range(10):
        angle = math.radians(turn * 36)
        inner = (at[0] + 75 * math.cos(angle), at[1] + 75 * math.sin(angle))
        outer = (at[0] + 115 * math.cos(angle), at[1] + 115 * math.sin(angle))
        _line(crayon, chance, inner, outer, YELLOW, 9)


def _filled(
    crayon: ImageDraw.ImageDraw,
    chance: random.Random,
    middle: Point,
    radii: tuple[int, int],
    colour: str,
) -> None:
    """Hatched from side to side, as somebody in a hurry fills a shape."""
    for step in range(-radii[1] + 8, radii[1] - 4, 11):
        half = radii[0] * math.sqrt(max(0.0, 1 - (step / radii[1]) ** 2))
        left, right = (middle[0] - half, middle[1] + step), (middle[0] + half, middle[1] + step - 6)
        _line(crayon, chance, left, right, colour, 5)


def _ring(
    crayon: ImageDraw.ImageDraw,
    chance: random.Random,
    middle: Point,
    radii: tuple[int, int],
    colour: str,
    width: int,
) -> None:
    around = [
        (
            middle[0] + (radii[0] + chance.uniform(-5, 5)) * math.cos(math.radians(turn)),
            middle[1] + (radii[1] + chance.uniform(-5, 5)) * math.sin(math.radians(turn)),
        )
        for turn in range(0, 366, 6)
    ]
    crayon.line(around, fill=colour, width=width, joint="curve")


def _line(
    crayon: ImageDraw.ImageDraw,
    chance: random.Random,
    one: Point,
    other: Point,
    colour: str,
    width: int,
) -> None:
    steps = max(2, int(math.dist(one, other) / 18))
    along = [
        (
            one[0] + (other[0] - one[0]) * step / steps + chance.uniform(-2.5, 2.5),
            one[1] + (other[1] - one[1]) * step / steps + chance.uniform(-2.5, 2.5),
        )
        for step in range(steps + 1)
    ]
    crayon.line(along, fill=colour, width=width, joint="curve")
