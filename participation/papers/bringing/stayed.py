"""What of a file is seen by whoever opens it and still can't come in; pure.

A child is told each by its name: no word of hers is missing without her knowing."""

CHART, DIAGRAM, OBJECT = "chart", "diagram", "object"
FORM, MARGIN, CONDITION, FIELD = "form", "margin", "condition", "field"
ALL = (CHART, DIAGRAM, OBJECT, FORM, MARGIN, CONDITION, FIELD)


def as_told(kinds: set[str]) -> list[str]:
    """They stand in one order, each once."""
    return [kind for kind in ALL if kind in kinds]
