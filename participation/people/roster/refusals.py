from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class AgeOutside(Refusal):
    code = "age_outside"
    status = 422
    words = sentence(
        "Children here are between 10 and 17 on the first day. Please look at the birth date again."
    )


class BirthDateMissing(Refusal):
    code = "birth_date_missing"
    status = 422
    words = sentence("For a child the birth date is needed: the age group comes from it.")


class ChildChoosesName(Refusal):
    """A name typed for a child would be seen by the hall before anybody had read it."""

    code = "child_chooses_name"
    status = 422
    words = sentence(
        "A child chooses the shown name herself. Please leave it empty: until then she has a "
        "friendly pair of words."
    )


class NameMissing(Refusal):
    code = "name_missing"
    status = 422
    words = sentence("A name is needed, in one language at least.")


class RoleNotForThem(Refusal):
    code = "role_not_for_them"
    status = 409
    words = sentence(
        "This role is not for this person: children take part and moderate, adults do the rest."
    )


class HasRoleAlready(Refusal):
    code = "has_role_already"
    status = 409
    words = sentence("This person has this role already.")


class NotForOneself(Refusal):
    code = "not_for_oneself"
    status = 409
    words = sentence("Nobody gives a role to oneself. Another organiser can do it.")
