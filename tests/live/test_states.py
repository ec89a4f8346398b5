"""What whole audiences are told is built once for each version."""

from __future__ import annotations

import time

import pytest

from participation.live.states import KEPT_S, NewestStates

KEY = ("a session", "poll", "revealed")


class Counting:
    """Builds what it has counted."""

    def __init__(self) -> None:
        self.built = 0

    def __call__(self) -> int:
        self.built += 1
        return self.built


def test_a_hall_that_comes_in_at_once_is_told_what_was_built_once() -> None:
    newest, build = NewestStates(), Counting()
    assert [newest.data(KEY, 7, build) for _ in range(100)] == [1] * 100


def test_a_new_version_is_built_anew_and_an_older_reader_never_brings_the_old_one_back() -> None:
    newest, build = NewestStates(), Counting()
    newest.data(KEY, 7, build)
    assert newest.data(KEY, 8, build) == 2
    assert newest.data(KEY, 7, build) == 3  # newer than what was asked for, never older
    assert newest.data(KEY, 8, build) == 4


def test_each_audience_that_is_told_something_else_has_its_own() -> None:
    newest, build = NewestStates(), Counting()
    newest.data(KEY, 7, build)
    assert newest.data(("a session", "poll", "counted"), 7, build) == 2


def test_what_no_version_tells_is_never_older_than_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    newest, build = NewestStates(), Counting()
    newest.data(KEY, 7, build)
    now += KEPT_S
    assert newest.data(KEY, 7, build) == 2
