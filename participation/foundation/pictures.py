"""A picture that somebody brings: read once, rebuilt from its pixels, without anything else it
carried (place, time, device, thumbnails, text). What came is kept nowhere."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from participation.foundation.refusals import Refusal, sentence

# More pixels than any camera of a tablet; above it a small file could unpack into gigabytes.
MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82


class PictureUnreadable(Refusal):
    code = "picture_unreadable"
    status = 422
    words = sentence("We can't read this as a picture. A photo or a drawing (JPEG, PNG) works.")


class PictureTooLarge(Refusal):
    code = "picture_too_large"
    status = 422
    words = sentence("This picture is very large. A smaller one, please.")


@dataclass(frozen=True)
class Rebuilt:
    """A picture made of pixels alone."""

    content: bytes
    width: int
    height: int


def square(raw: bytes, side: int, largest: int) -> Rebuilt:
    """The middle of the picture as a square with sides of at most so many pixels, as WebP.

    Heavy: call it beside the engine. Refusals: PictureTooLarge, PictureUnreadable.
    """
    upright = _upright(raw, largest, side * 2)
    side = min(side, upright.width, upright.height)
    return _made(ImageOps.fit(upright, (side, side)), "WEBP")


def whole(raw: bytes, longest: tuple[int, ...], largest: int) -> list[Rebuilt]:
    """The whole picture once for each of these sizes, the largest first: its longer side has at
    most so many pixels. As JPEG, which a PDF takes as it is.

    Heavy: call it beside the engine. Refusals: PictureTooLarge, PictureUnreadable.
    """
    upright = _upright(raw, largest, longest[0])
    found = []
    for side in longest:
        upright.thumbnail((side, side))
        found.append(_made(upright, "JPEG"))
    return found


def _upright(raw: bytes, largest: int, needed: int) -> Image.Image:
    """Its pixels the way up in which it was taken; of a photo no more of them than are needed."""
    if len(raw) > largest:
        raise PictureTooLarge
    # What prints PDFs lets half a picture pass, for the whole process that imports it.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=FORMATS) as found:
                if found.width * found.height > MOST_PIXELS:
                    raise PictureTooLarge
                found.draft("RGB", (needed, needed))
                return ImageOps.exif_transpose(found).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as problem:
        raise PictureUnreadable from problem
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise PictureTooLarge from problem


def _made(picture: Image.Image, kind: str) -> Rebuilt:
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    # Pixels alone go on: what stood beside them in the file has no way into the new one.
    clean = Image.frombytes("RGB", ground.size, ground.tobytes())
    out = io.BytesIO()
    clean.save(out, kind, quality=QUALITY)
    return Rebuilt(out.getvalue(), clean.width, clean.height)
