"""Pictures as children bring them, made by the tests."""

from __future__ import annotations

import io
from itertools import count

from PIL import Image, ImageDraw, PngImagePlugin

# What a camera writes beside the pixels, and where.
SECRET = "kanari-from-the-camera"
_shades = count(1)


def drawing(size: tuple[int, int] = (900, 600)) -> bytes:
    """A drawn house of another colour each time, with what must stay behind in all its corners."""
    shade = next(_shades) * 37
    picture = Image.new("RGB", size, (255, 255, 255))
    pen = ImageDraw.Draw(picture)
    wide, high = size
    pen.rectangle(
        (wide // 4, high // 3, wide * 3 // 4, high), fill=(shade % 200, shade // 2 % 200, 140)
    )
    pen.polygon(
        ((wide // 5, high // 3), (wide // 2, 20), (wide * 4 // 5, high // 3)), (190, 60, 60)
    )
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = SECRET
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (36.0, 48.0, 12.0)
    picture.save(out, "JPEG", exif=exif, comment=SECRET.encode())
    return out.getvalue() + SECRET.encode()


def chunked() -> bytes:
    """A PNG with text beside its pixels, open and packed."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", SECRET)
    told.add_itxt("Author", SECRET)
    out = io.BytesIO()
    Image.new("RGBA", (400, 1900), (10, 90, 40, 120)).save(out, "PNG", pnginfo=told)
    return out.getvalue()


def handwritten() -> bytes:
    """A page of an exercise book, photographed in the hand."""
    picture = Image.new("RGB", (900, 1200), (246, 244, 232))
    pen = ImageDraw.Draw(picture)
    for row in range(120, 1150, 60):
        pen.line((60, row, 840, row), fill=(170, 190, 220), width=2)
        if row < 900:
            wave = [(x, row - 12 - (x * row) % 23) for x in range(760, 160, -9)]
            pen.line(wave, fill=(40, 40, 70), width=4)
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()
