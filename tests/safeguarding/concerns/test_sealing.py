"""Sealing, pure: what opens a box, and what does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from participation.safeguarding import sealing
from participation.safeguarding.sealing import CannotOpen

WORDS = "أنا خائف".encode()


def test_a_sealed_box_opens_with_its_reader_s_key_alone() -> None:
    reader, other = sealing.new_pair(), sealing.new_pair()
    box = sealing.seal(WORDS, reader.public)
    assert WORDS not in box
    assert sealing.unseal(box, reader.private) == WORDS
    with pytest.raises(CannotOpen):
        sealing.unseal(box, other.private)


def test_a_changed_box_does_not_open() -> None:
    reader = sealing.new_pair()
    box = bytearray(sealing.seal(WORDS, reader.public))
    box[-1] ^= 1
    with pytest.raises(CannotOpen):
        sealing.unseal(bytes(box), reader.private)


def test_a_private_key_is_kept_under_the_passphrase_and_opens_with_it_alone() -> None:
    pair = sealing.new_pair()
    locked = sealing.lock(pair.private, "seven quiet lanterns")
    assert pair.private not in locked.box
    assert sealing.unlock(locked, "seven  quiet lanterns ") == pair.private
    with pytest.raises(CannotOpen):
        sealing.unlock(locked, "seven quiet lantern")


def test_the_passphrase_costs_what_argon2id_asks_and_every_lock_has_its_own_salt() -> None:
    first, second = sealing.lock(b"k" * 32, "a b"), sealing.lock(b"k" * 32, "a b")
    assert first.salt != second.salt
    assert (first.passes, first.memory) >= (3, 64 * 1024 * 1024)


def test_the_key_for_the_safe_is_read_back_from_its_print() -> None:
    private = sealing.new_pair().private
    printed = sealing.written(private)
    assert sealing.read_written(printed.lower().replace("-", " ")) == private
    for wrong in ("", printed[:-1], "not a key", printed + "AAAA"):
        with pytest.raises(CannotOpen):
            sealing.read_written(wrong)


def test_the_key_of_an_opened_page_is_for_this_reader_this_concern_and_a_few_minutes() -> None:
    private, now = sealing.new_pair().private, datetime.now(UTC)
    carried = sealing.page_key(private, "secret", "lead concern", now + timedelta(minutes=5))
    assert sealing.of_page_key(carried, "secret", "lead concern", now) == private
    for secret, bound, moment in (
        ("other", "lead concern", now),
        ("secret", "deputy concern", now),
        ("secret", "lead concern", now + timedelta(minutes=6)),
    ):
        with pytest.raises(CannotOpen):
            sealing.of_page_key(carried, secret, bound, moment)
    with pytest.raises(CannotOpen):
        sealing.of_page_key("???", "secret", "lead concern", now)
