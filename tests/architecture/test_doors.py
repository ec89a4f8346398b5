"""Every way in declares who may use it, in which phase, and what it may show."""

from __future__ import annotations

from flask import Flask

from participation.foundation import policies
from participation.foundation.commands import known_commands
from participation.foundation.sockets import known_messages
from tests.proof.table import read_table

STATES = {
    "planned", "ready", "open", "live", "paused", "closing", "closed", "published", "cancelled",
}  # fmt: skip
TABLE = read_table()
ROWS = {*TABLE.rows, TABLE.nothing}


def test_every_route_declares_its_policy(sqlite_app: Flask) -> None:
    without = {
        rule.endpoint
        for rule in sqlite_app.url_map.iter_rules()
        if policies.policy_for(rule.endpoint) is None
    }
    assert without == set()


def test_every_live_message_declares_its_policy(sqlite_app: Flask) -> None:
    without = {name for name in known_messages() if policies.policy_for(name) is None}
    assert without == set()
    assert {name for name, known in known_messages().items() if not known.policy.who} == set()


def test_every_policy_belongs_to_a_door_or_an_audience(sqlite_app: Flask) -> None:
    doors = {rule.endpoint for rule in sqlite_app.url_map.iter_rules()}
    doors |= set(known_messages())
    idle = {
        name
        for name in policies.declared()
        if name not in doors and not name.startswith("live.follow.")
    }
    assert idle == set()


def test_policies_name_real_states_and_real_rows_of_the_access_table(sqlite_app: Flask) -> None:
    for name in policies.declared():
        policy = policies.policy_for(name)
        assert policy is not None
        assert policy.phase <= STATES, name
        assert set(policy.shows) <= ROWS, name


def test_an_address_without_a_policy_is_not_served(sqlite_app: Flask) -> None:
    sqlite_app.add_url_rule("/forgotten", "forgotten", lambda: "never")
    assert sqlite_app.test_client().get("/forgotten").status_code == 404


def test_every_get_page_answers_without_a_server_error(sqlite_app: Flask) -> None:
    """For nobody in particular, in an empty database: a page, a way in, or a kind no."""
    client = sqlite_app.test_client()
    for rule in sqlite_app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint == "static":
            continue
        address = rule.rule
        for argument in rule.arguments:
            for form in (f"<{argument}>", f"<path:{argument}>", f"<int:{argument}>"):
                address = address.replace(form, "0" * 32)
        for lang in ("ar", "en", "fr"):
            answer = client.get(f"{address}?lang={lang}")
            assert answer.status_code < 500, (rule.endpoint, lang)


def test_every_command_is_known_by_a_verb_of_its_capability(sqlite_app: Flask) -> None:
    assert len(known_commands()) > 20
