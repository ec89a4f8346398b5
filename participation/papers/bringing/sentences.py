"""What a child is told about what stayed in her file."""

from __future__ import annotations

from collections.abc import Iterable

from participation.foundation.refusals import sentence
from participation.papers.bringing import stayed

STAYED = {
    stayed.CHART: sentence("A chart stayed in the file."),
    stayed.DIAGRAM: sentence("A diagram stayed in the file."),
    stayed.OBJECT: sentence("Something made with another program stayed in the file."),
    stayed.FORM: sentence("A field to fill in stayed in the file."),
    stayed.MARGIN: sentence("What stands above or below each page stayed in the file."),
    stayed.CONDITION: sentence("Something that is shown only at times stayed in the file."),
    stayed.FIELD: sentence("A part that we could not read stayed in the file."),
}
HOW_ON = sentence("If you need its words, write them here.")


def about(kinds: Iterable[str]) -> list[str]:
    """A sentence for each of these that stayed, and how to go on; none where nothing stayed."""
    given = set(kinds)
    told = [str(words) for kind, words in STAYED.items() if kind in given]
    return [*told, str(HOW_ON)] if told else []
