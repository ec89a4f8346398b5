"""A picture beside an answer: a small square, rebuilt from its pixels."""

from __future__ import annotations

from participation.foundation.pictures import square

LARGEST_BYTES = 2 * 1024 * 1024
SIDE = 480
KIND = "image/webp"


def rebuilt(raw: bytes) -> bytes:
    """The same picture, square, at most 480 pixels wide, as WebP made of pixels alone.

    Heavy: call it beside the engine. Refusals: PictureTooLarge, PictureUnreadable.
    """
    return square(raw, SIDE, LARGEST_BYTES).content
