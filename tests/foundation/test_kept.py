"""What every page asks of the conference is asked of the database once a second."""

from __future__ import annotations

import time

import pytest
from flask import Flask

from participation.foundation.kept import KEPT_S, keep_for_a_second


def test_a_hall_that_loads_its_pages_asks_once_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    now = 100.0

    def help_line() -> dict[str, float]:
        asked.append(now)
        return {"asked_at": now}

    app = Flask("hall")
    app.config["HELP_LINE"] = help_line
    monkeypatch.setattr(time, "monotonic", lambda: now)
    keep_for_a_second(app, "HELP_LINE")
    assert [app.config["HELP_LINE"]() for _ in range(1000)] == [{"asked_at": 100.0}] * 1000
    now += KEPT_S
    assert app.config["HELP_LINE"]() == {"asked_at": now}
    assert asked == [100.0, now]


def test_a_question_that_failed_is_asked_again() -> None:
    tried: list[str] = []

    def zone() -> str:
        tried.append("UTC")
        if len(tried) == 1:
            raise ConnectionError
        return tried[-1]

    app = Flask("hall")
    app.config["EVENT_ZONE"] = zone
    keep_for_a_second(app, "EVENT_ZONE")
    with pytest.raises(ConnectionError):
        app.config["EVENT_ZONE"]()
    assert app.config["EVENT_ZONE"]() == "UTC"
