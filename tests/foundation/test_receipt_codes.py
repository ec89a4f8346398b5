"""One code for each submission: the same form for all, told once, kept nowhere."""

from __future__ import annotations

import math
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.database import Model
from participation.foundation.extensions import db
from participation.foundation.receipt_codes import (
    LENGTH,
    LETTERS,
    Stub,
    keep_receipt,
    new_code,
    private_key_of,
    read_code,
    receipt_of_code,
    stub_of,
)
from participation.safeguarding import sealing


@command(audit=Audit.NONE)
def keep_stub(actor: Actor, stub: Stub) -> Reference:
    keep_receipt(stub, "question", uuid4().hex)
    return {}


def test_a_code_has_at_least_sixty_bits_and_no_letters_that_look_like_others() -> None:
    assert math.log2(len(set(LETTERS)) ** LENGTH) >= 60
    assert not set(LETTERS) & set("0O1IL5S2Z8BU")


def test_the_same_ids_give_the_same_code_and_other_ids_another(sqlite_app: Flask) -> None:
    once = str(uuid4())
    assert new_code("question", "device:1", once) == new_code("question", "device:1", once)
    others = {new_code("question", "device:1", str(uuid4())) for _ in range(50)}
    others |= {new_code("question", "device:2", once), new_code("concern", "device:1", once)}
    assert len(others) == 52


def test_without_an_id_of_the_sender_every_code_is_new(sqlite_app: Flask) -> None:
    assert new_code("question", "device:1", None) != new_code("question", "device:1", None)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ACDE-FGHJ-KMNP-QRTV", "ACDEFGHJKMNPQRTV"),
        (" acde fghj kmnp qrtv ", "ACDEFGHJKMNPQRTV"),
        ("٣٤٦٧-FGHJ-KMNP-۹RTV", "3467FGHJKMNP9RTV"),
        ("ACDE-FGHJ-KMNP", None),
        ("ACDE-FGHJ-KMNP-QRTVX", None),
        ("ACDE-FGHJ-KMNP-QRT0", None),
        ("", None),
        ("🌊" * 16, None),
    ],
)
def test_a_code_is_read_however_it_was_typed(typed: str, read: str | None) -> None:
    assert read_code(typed) == read


def test_a_code_opens_its_submission_for_twelve_months(
    app: Flask, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    code = new_code()
    keep_stub(SYSTEM, stub_of(code))
    assert receipt_of_code(code.lower()) is not None
    assert receipt_of_code(new_code()) is None
    request.addfinalizer(lambda: clock.follow_file(None))
    shift = tmp_path / "clock"
    clock.follow_file(str(shift))
    for days, opens in ((364, True), (366, False)):
        shift.write_text(str(timedelta(days=days).total_seconds()))
        assert (receipt_of_code(code) is not None) is opens


def test_neither_the_code_nor_its_key_stands_in_any_table(app: Flask) -> None:
    code = new_code("question", "device:1", str(uuid4()))
    keep_stub(SYSTEM, stub_of(code))
    kept = ""
    for table in Model.metadata.sorted_tables:
        kept += repr(db.session.execute(text(f'SELECT * FROM "{table.name}"')).all())
    plain = read_code(code) or ""
    assert code not in kept
    assert plain not in kept
    assert repr(private_key_of(code)) not in kept
    assert stub_of(code).code_hash in kept


def test_what_is_sealed_to_a_receipt_opens_with_its_code_alone(sqlite_app: Flask) -> None:
    code = new_code()
    box = sealing.seal(b"We talked to them.", stub_of(code).public_key)
    assert sealing.unseal(box, private_key_of(code.replace("-", " "))) == b"We talked to them."
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(box, private_key_of(new_code()))
