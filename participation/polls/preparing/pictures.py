"""A picture beside an answer: read once, rebuilt from its pixels, without anything else it carried
(place, time, device, thumbnails, text)."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from participation.polls.preparing.refusals import PictureTooLarge, PictureUnreadable

LARGEST_BYTES = 2 * 1024 * 1024
# More pixels than any camera of a tablet; above it a small file could unpack into gigabytes.
MOST_PIXELS = 40_000_000
SIDE = 480
FORMATS = ("JPEG", "PNG", "WEBP")
KIND = "image/webp"


def rebuilt(raw: bytes) -> bytes:
    """The same picture, square, at most 480 pixels wide, as WebP made of pixels alone.

    Heavy: call it beside the engine. Refusals: PictureTooLarge, PictureUnreadable.
    """
    if len(raw) > LARGEST_BYTES:
        raise PictureTooLarge
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=FORMATS) as found:
                if found.width * found.height > MOST_PIXELS:
                    raise PictureTooLarge
                found.draft("RGB", (SIDE * 2, SIDE * 2))
                upright = ImageOps.exif_transpose(found).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as problem:
        raise PictureUnreadable from problem
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise PictureTooLarge from problem
    side = min(SIDE, upright.width, upright.height)
    square = ImageOps.fit(upright, (side, side))
    ground = Image.new("RGB", square.size, "white")
    ground.paste(square, mask=square.getchannel("A"))
    # Pixels alone go on: what stood beside them in the file has no way into the new one.
    clean = Image.frombytes("RGB", ground.size, ground.tobytes())
    out = io.BytesIO()
    clean.save(out, "WEBP", quality=82)
    return out.getvalue()
