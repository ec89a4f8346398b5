from __future__ import annotations

from wtforms import DateField, StringField
from wtforms.validators import AnyOf, Length, Optional

from participation.foundation.forms import AddressForm, IdField, InputForm, TextField
from participation.foundation.languages import LANGUAGES, Words
from participation.foundation.refusals import sentence
from participation.people.models import Role


class SearchForm(AddressForm):
    """Which people to show; nothing in it is needed."""

    q = TextField(sentence("Name or badge number"), longest=60)
    role = StringField(sentence("Role"), validators=[Optional(), AnyOf([*Role])])
    kind = StringField(
        sentence("Children or adults"), validators=[Optional(), AnyOf(["child", "adult"])]
    )


class PersonForm(InputForm):
    """A new person. The birth date is read once, for the age group."""

    kind = StringField(
        sentence("Who is it?"), validators=[AnyOf(["child", "adult"])], default="child"
    )
    name_ar = TextField(sentence("Shown name in Arabic"), longest=60)
    name_en = TextField(sentence("Shown name in English"), longest=60)
    name_fr = TextField(sentence("Shown name in French"), longest=60)
    first_name = TextField(sentence("First name"), longest=60)
    language = StringField(sentence("Language"), validators=[AnyOf([*LANGUAGES])], default="ar")
    organisation = IdField(sentence("Organisation"), required=False)
    birth_date = DateField(sentence("Birth date"), validators=[Optional()])
    role = StringField(
        sentence("Role for the whole event"), validators=[Optional(), AnyOf([*Role])]
    )

    @property
    def shown_name(self) -> Words:
        """The name in the languages it was typed in."""
        typed = {"ar": self.name_ar.data, "en": self.name_en.data, "fr": self.name_fr.data}
        return {lang: name for lang, name in typed.items() if name}


class FirstNameForm(InputForm):
    """A child's first name, in her language; nothing takes it away."""

    first_name = TextField(sentence("First name"), longest=60)


class RoleForm(InputForm):
    """A role, for the event or for one session."""

    role = StringField(sentence("Role"), validators=[AnyOf([*Role])])
    session = IdField(sentence("For"), required=False)


class WithdrawRoleForm(InputForm):
    person = StringField(validators=[Length(32, 32)])
    role = StringField(validators=[Length(1, 20)])
    session = StringField(validators=[Length(max=32)])


class BadgeActForm(InputForm):
    """What becomes of a badge."""

    then = StringField(validators=[AnyOf(["renew", "revoke"])])
