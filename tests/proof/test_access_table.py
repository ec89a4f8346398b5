"""The access table (safeguarding.md, "Who may see what"): of a closed vocabulary, and every surface
named in it."""

from __future__ import annotations

from importlib import import_module

import pytest
from flask import Flask

from participation.foundation import policies
from participation.foundation.actors import Actor, Grant
from participation.foundation.policies import Policy
from tests.proof.table import Table, read_table

# The column whose cells a role adds to; safety team and organisers of the event, and so on.
ROLES = {
    "delegate": "delegate",
    "moderator": "moderator",
    "facilitator": "facilitator",
    "safeguarding": "safeguarding",
    "organiser": "organiser",
    "interpreter": "interpreter",
    "speaker": "speaker",
    "accompanying": "accompanying",
}
SESSION = "s" * 32


@pytest.fixture(scope="module")
def table() -> Table:
    return read_table()


@pytest.fixture
def surfaces(sqlite_app: Flask) -> dict[str, Policy]:
    """Every route, live message and audience with its policy."""
    declared = {name: policies.policy_for(name) for name in policies.declared()}
    return {name: policy for name, policy in declared.items() if policy is not None}


def test_every_condition_is_kept_by_a_function_of_the_product(table: Table) -> None:
    for condition, place in table.conditions.items():
        used = {
            row
            for row, cells in table.rows.items()
            for grants in cells.values()
            for grant in grants
            if condition in grant.conditions
        }
        assert used, f"{condition} stands in no cell"
        if place == "later":
            assert not used - table.later - PARTLY_LATER, condition
            continue
        module, _, function = place.partition(":")
        assert callable(getattr(import_module(module), function)), condition


# A row that exists, with a condition in it whose part of the product does not yet.
PARTLY_LATER = {"cleared text"}


def test_every_surface_names_the_rows_it_can_show(
    surfaces: dict[str, Policy], table: Table
) -> None:
    known = set(table.rows) | {table.nothing}
    assert {name for name, policy in surfaces.items() if not policy.shows} == set()
    assert {name for name, policy in surfaces.items() if not set(policy.shows) <= known} == set()
    mixed = {
        name
        for name, policy in surfaces.items()
        if table.nothing in policy.shows and len(policy.shows) > 1
    }
    assert mixed == set()


def test_every_row_has_a_surface_and_what_comes_later_has_none(
    surfaces: dict[str, Policy], table: Table
) -> None:
    shown = {row for policy in surfaces.values() for row in policy.shows}
    assert set(table.rows) - shown - table.later == set()
    assert shown & table.later == set()


@pytest.mark.parametrize("role", ROLES)
def test_no_role_comes_to_a_surface_of_which_it_may_see_nothing(
    role: str, surfaces: dict[str, Policy], table: Table
) -> None:
    """Whoever a door lets in has at least one cell among the rows that the door can show; which of
    them is shown to whom is what the canary crawl looks at."""
    actor = Actor(
        kind="person",
        device_id="d" * 32,
        person_id="p" * 32,
        grants=frozenset({Grant(role, SESSION)} | ({Grant(role)} if role in EVENT_WIDE else set())),
    )
    column = ROLES[role]
    wrong = {
        name
        for name, policy in surfaces.items()
        if table.nothing not in policy.shows
        and not any(holds.__name__ in FOR_ANY_BADGE for holds in policy.who)
        and policies.allows(policy, actor, SESSION)
        and not any(table.rows[row][column] for row in policy.shows)
    }
    assert wrong == set()


# Doors for one's own things, which every badge or phone has.
FOR_ANY_BADGE = {"anyone", "joined", "badge", "card_holder", "own_card"}
EVENT_WIDE = {"delegate", "facilitator", "safeguarding", "organiser", "speaker", "accompanying"}


def test_a_cell_outside_the_vocabulary_is_found(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("table") / "access.yaml"
    text = (
        'columns: [audience]\nconditions: {own session: "a:b"}\nlater: []\nnothing: nothing\n'
        'rows:\n  "words":\n    ["{cell}"]\n'
    )
    for cell in ("peek", "read if nobody looks", "read when counted", "own; read"):
        file.write_text(text.replace("{cell}", cell))
        with pytest.raises(ValueError, match="not of the vocabulary"):
            read_table(file)
    file.write_text(text.replace("{cell}", "own, read if own session"))
    assert read_table(file).rows["words"]["audience"][1].conditions == ("own session",)
