"""The book on sheets, by WeasyPrint. Runs in a child process (foundation/aside.py): it knows no
database and no settings, and fetches nothing but the fonts beside the program."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from participation.foundation.lettering import FONTS, faces

PICTURE = "data:image/jpeg;base64,"


class WhatIsHere(URLFetcher):
    """Gives a page that is printed the files of the fonts' folder, and the pictures that it carries
    in itself; nothing else exists for it."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url.startswith(PICTURE):
            pixels = base64.b64decode(url.removeprefix(PICTURE), validate=True)
            return URLFetcherResponse(url, pixels, {"Content-Type": "image/jpeg"})
        place = Path(unquote(url.removeprefix("file://"))).resolve()
        if not url.startswith("file://") or FONTS not in place.parents:
            raise ValueError("a page that is printed fetches nothing")
        return URLFetcherResponse(url, place.read_bytes(), {"Content-Type": "font/woff2"})


def printed(html: str) -> bytes:
    """The pages as a PDF, with an outline, and with its text in reading order for who listens.
    Raises OSError where Pango is missing, before anything of it is done."""
    return _as_pdf(_laid_out(html))


def part(html: str) -> bytes:
    """The same for a part of a book, after a line that says of each of its pages which places on it
    have a name."""
    document = _laid_out(html)
    named = json.dumps([list(page.anchors) for page in document.pages])
    return named.encode() + b"\n" + _as_pdf(document)


def _laid_out(html: str) -> Document:
    fonts, fetcher = FontConfiguration(), WhatIsHere(fail_on_errors=False)
    sheet = CSS(string=faces(), url_fetcher=fetcher, font_config=fonts)
    page = HTML(string=html, url_fetcher=fetcher)
    return page.render(font_config=fonts, stylesheets=[sheet], pdf_tags=True)


def _as_pdf(document: Document) -> bytes:
    pdf: bytes = document.write_pdf(pdf_tags=True)
    return pdf
