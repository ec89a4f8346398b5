from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NoPicture(Refusal):
    code = "no_picture"
    status = 422
    words = sentence("Choose a picture first.")


class EnoughPictures(Refusal):
    """The paper has as many as fit; `state` says how many that is."""

    code = "enough_pictures"
    status = 409
    words = sentence(
        "A paper has room for six pictures. Take one out first, then this one can come."
    )


class NoWayBack(Refusal):
    """It was taken out more than a day ago, and no pixel of it is kept."""

    code = "no_way_back"
    status = 409
    words = sentence(
        "This picture was taken out a while ago and is not kept. I can bring it again."
    )


class TooLongTogether(Refusal):
    """Two told it in other words, and both do not fit; nothing of either is lost. `state` carries
    which picture it is, what is kept and how many letters fit."""

    code = "too_long_together"
    status = 409
    words = sentence("Both texts together are too long. I choose one, or I make mine shorter.")
