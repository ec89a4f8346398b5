"""No recipient field anywhere (safeguarding.md, decision 7): what is written hangs on a thing, a
question, a paper, a session, never on a person, so nobody can write to a child."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import Flask

from participation.foundation.database import Model
from participation.foundation.forms import InputForm, LongTextField, TextField

# Fields that could say for whom something is.
NAMES_SOMEBODY = re.compile(r"^(to|whom?|for|adult|child|person|recipient|receiver)(_id)?$")
# Records about somebody that she is never sent, and why each takes words.
RECORDS = {
    "RecordForm": "a guardian's yes: which body stands in, for the safety team alone",
    "VettingForm": "an adult's vetting: the reference of the document",
    "ActForm": "the record of a concern: whom the safety team told, sealed",
}
RECIPIENTS = re.compile(r"(recipient|receiver|addressee|sent_to|to_person|for_person)")


def forms(of: type[InputForm] = InputForm) -> Iterator[type[InputForm]]:
    for form in of.__subclasses__():
        yield form
        yield from forms(form)


def test_no_form_takes_words_for_somebody(sqlite_app: Flask) -> None:
    found = set()
    with sqlite_app.test_request_context():
        for form in forms():
            fields = list(form(formdata=None, meta={"csrf": False}))
            takes_words = any(isinstance(field, TextField | LongTextField) for field in fields)
            if takes_words and any(NAMES_SOMEBODY.match(field.name) for field in fields):
                found.add(form.__name__)
    assert found == set(RECORDS)


def test_no_table_keeps_whom_words_are_for() -> None:
    columns = [
        f"{table.name}.{each.name}"
        for table in Model.metadata.tables.values()
        for each in table.columns
    ]
    assert [column for column in columns if RECIPIENTS.search(column)] == []
