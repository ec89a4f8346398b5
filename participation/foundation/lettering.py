"""The letters of what is printed: the very fonts that the pages use, as npm brought them."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FONTS = (ROOT / "node_modules" / "@fontsource-variable" / "readex-pro" / "files").resolve()
# By the name under which a style sheet asks for it. What prints does not choose among several
# files of one name by their letters, so each has a name of its own.
LETTERS = {
    "Sawt Latin": "readex-pro-latin-wght-normal.woff2",
    "Sawt Latin Ext": "readex-pro-latin-ext-wght-normal.woff2",
    "Sawt Arabic": "readex-pro-arabic-wght-normal.woff2",
}
FAMILY = ", ".join(f'"{name}"' for name in LETTERS)


def faces() -> str:
    """The style sheet that names them. Without them what prints takes the machine's own."""
    return "\n".join(
        f'@font-face {{ font-family: "{name}"; src: url({(FONTS / file).as_uri()}) }}'
        for name, file in LETTERS.items()
        if (FONTS / file).exists()
    )
