from __future__ import annotations

from wtforms import BooleanField

from participation.foundation.forms import IdField, InputForm, NumberField


class ReadingForm(InputForm):
    """A paper on stage, by the item that pins it; from the seat with its epoch."""

    item = IdField()
    epoch = NumberField(required=False)

    @property
    def item_id(self) -> str:
        return self.item.data or ""

    @property
    def seat(self) -> int | None:
        return self.epoch.data


class TurnForm(ReadingForm):
    """The leaf that was seen, and the one to show."""

    from_leaf = NumberField()
    leaf = NumberField()

    @property
    def turned(self) -> tuple[int, int]:
        return self.from_leaf.data or 0, self.leaf.data or 0


class HandForm(ReadingForm):
    """Whether its author turns the leaves."""

    on = BooleanField(false_values=(False, "false", "False", "0", ""))
