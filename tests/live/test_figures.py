"""What whoever runs the machine is told of a server; nothing of anybody."""

from __future__ import annotations

import re

import requests

from tests.live.conftest import Conference


def figures(conference: Conference) -> dict[str, float]:
    text = requests.get(f"{conference.server.url}/metrics", timeout=10).text
    found = re.findall(r"^(sawt_\S+) (\S+)$", text, re.M)
    return {name: float(value) for name, value in found}


def test_a_server_counts_connections_votes_commits_and_delays(conference: Conference) -> None:
    before = figures(conference)
    moderator = conference.moderator()
    phone = conference.phone().connect()
    assert phone.follow("trial", **{"as": "audience"})["ok"]
    assert moderator.steer("floor.go_live", "trial")["ok"]
    opened = {"session": "trial", "instant": "yes_no", "epoch": moderator.seat}
    assert moderator.write("polls.open_instant", **opened)["ok"]
    phone.until(lambda: (phone.data("poll") or {}).get("state") == "open")
    poll = phone.data("poll")
    choice = [poll["options"][0]["id"]]
    assert phone.write("polls.cast", poll=poll["id"], choice=choice, n=1)["ok"]
    assert phone.write("polls.cast", poll=poll["id"], choice=["nothing"], n=2)["ok"] is False
    moderator.until(lambda: moderator.data("poll")["answered"] == 1)

    after = figures(conference)
    assert after['sawt_connections{audience="audience"}'] >= 1
    cast = 'sawt_live_answers_total{code="ok",message="polls.cast"}'
    assert after[cast] - before.get(cast, 0) == 1
    refused = 'sawt_live_answers_total{code="no_such_option",message="polls.cast"}'
    assert after[refused] - before.get(refused, 0) == 1
    for rising in (
        "sawt_commit_messages_count",
        "sawt_commit_seconds_count",
        "sawt_publish_delay_seconds_count",
    ):
        assert after[rising] > before[rising]
    assert {"sawt_intake_waiting", "sawt_slow_connections", "sawt_texts_waiting"} <= set(after)
    assert after["sawt_clearing_delay_seconds"] >= 0


def test_figures_are_told_on_the_machine_itself_alone(conference: Conference) -> None:
    url = f"{conference.server.url}/metrics"
    through_a_proxy = requests.get(url, headers={"X-Forwarded-For": "127.0.0.1"}, timeout=10)
    assert through_a_proxy.status_code == 404
