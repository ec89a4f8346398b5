"""Why a child stays here longer than the others: each capability that asks her something later
declares its own, once. For a concern nobody stays: who is left would tell that there is one."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Select

Stay = Callable[[], Select[str]]

_known: list[Stay] = []


def declare_stay(stay: Stay) -> Stay:
    """The people of this query stay as long as it names them."""
    _known.append(stay)
    return stay


def stays() -> list[Select[str]]:
    """The queries of all who stay."""
    return [stay() for stay in _known]
