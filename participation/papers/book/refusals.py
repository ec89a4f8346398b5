from __future__ import annotations

from participation.foundation.refusals import NotFound, Refusal, sentence


class NotInTheBook(NotFound):
    """It never was, or is no more: an answer that tells nobody which."""

    words = sentence(
        "This paper is not in the book. Perhaps whoever wrote it took it back: a child may do that "
        "at any time."
    )


class NoPrinter(Refusal):
    """What makes the PDF is missing on this machine, or did not come to an end."""

    code = "no_printer"
    status = 503
    words = sentence(
        "The PDF can't be made just now. You can read every paper on its page, or take the book "
        "along as one web page."
    )


class StillPrinting(Refusal):
    """The file is not there yet; whoever asks again gets it."""

    code = "still_printing"
    status = 503
    words = sentence(
        "The book is being printed. With many papers that takes some minutes. Leave this page "
        "open: the file comes by itself."
    )
