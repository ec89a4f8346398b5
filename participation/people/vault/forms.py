from __future__ import annotations

from wtforms import DateField
from wtforms.validators import Optional

from participation.foundation.forms import InputForm, LongTextField, TextField
from participation.foundation.refusals import sentence
from participation.people.vault.commands import Told
from participation.people.vault.queries import Contact


class IdentityForm(InputForm):
    """What the registration desk types in from the paper; every field may stay empty."""

    surname = TextField(sentence("Surname"), longest=80)
    birth_date = DateField(sentence("Birth date"), validators=[Optional()])
    guardian_name = TextField(sentence("Name"), longest=120)
    guardian_relation = TextField(sentence("Who is that to the child?"), longest=60)
    guardian_reach = TextField(sentence("Phone number"), longest=120)
    other_name = TextField(sentence("Name"), longest=120)
    other_relation = TextField(sentence("Who is that to the child?"), longest=60)
    other_reach = TextField(sentence("Phone number"), longest=120)
    need_to_act = LongTextField(sentence("What adults in the room must know to act"), longest=500)
    need_other = LongTextField(sentence("What else helps"), longest=500)

    @property
    def told(self) -> Told:
        """What was typed."""
        return Told(
            self.surname.data or "",
            self.birth_date.data,
            _contact(self.guardian_name, self.guardian_relation, self.guardian_reach),
            _contact(self.other_name, self.other_relation, self.other_reach),
            self.need_to_act.data or "",
            self.need_other.data or "",
        )


def _contact(*fields: TextField) -> Contact | None:
    name, relation, reach = (field.data or "" for field in fields)
    return Contact(name, relation, reach) if name or reach else None
