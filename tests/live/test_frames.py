"""One frame for a room: packed as the standard says, and never in the way of a slow phone."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from participation.live.frames import text_frame
from tests.running import ROOT


@pytest.mark.parametrize(
    ("letters", "head"),
    [
        (0, b"\x81\x00"),
        (125, b"\x81\x7d"),
        (126, b"\x81\x7e\x00\x7e"),
        (65_535, b"\x81\x7e\xff\xff"),
        (65_536, b"\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00"),
    ],
)
def test_a_frame_says_how_long_it_is(letters: int, head: bytes) -> None:
    assert text_frame("a" * letters) == head + b"a" * letters


def test_an_arabic_letter_counts_as_the_two_bytes_it_is() -> None:
    assert text_frame("صوت") == b"\x81\x06" + "صوت".encode()


def test_a_phone_that_stopped_reading_gets_the_newest_of_each_topic_and_no_old_news() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.live.slow_phone"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    heard = json.loads(done.stdout)
    for topic in ("poll", "floor"):
        versions = [version for name, version in heard if name == topic]
        assert versions == sorted(versions)
        assert 100 in versions
    # What fitted into the line before it was full, then the newest: not a hundred of each.
    assert len(heard) < 40
    assert heard[-1] == ["poll", 101]
