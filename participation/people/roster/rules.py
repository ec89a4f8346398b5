"""Pure rules of the roster: age groups, who may hold which role, finding a name."""

from __future__ import annotations

from datetime import date

from participation.people.roster.refusals import AgeOutside, RoleNotForThem

# safeguarding.md, consent: texts and choices exist for these three groups.
BANDS = {"10-12": range(10, 13), "13-15": range(13, 16), "16-17": range(16, 18)}

FOR_EVENT: dict[str, tuple[str, ...]] = {
    "child": ("delegate",),
    "adult": (
        "facilitator",
        "interpreter",
        "speaker",
        "representative",
        "accompanying",
        "safeguarding",
        "organiser",
    ),
}
FOR_SESSION: dict[str, tuple[str, ...]] = {
    "child": ("moderator",),
    "adult": ("facilitator", "interpreter", "speaker"),
}


def age_on(birth_date: date, day: date) -> int:
    """Whole years on this day."""
    before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before_birthday


def age_band(birth_date: date, day: date) -> str:
    """The age group on this day, the first of the event. Refusal: AgeOutside."""
    age = age_on(birth_date, day)
    for band, years in BANDS.items():
        if age in years:
            return band
    raise AgeOutside


def roles_for(kind: str, *, one_session: bool) -> tuple[str, ...]:
    """The roles that a child or an adult may be given, for the event or for one session."""
    return (FOR_SESSION if one_session else FOR_EVENT).get(kind, ())


def require_fitting_role(kind: str, role: str, *, one_session: bool) -> None:
    """Return quietly when this role is one for them. Refusal: RoleNotForThem."""
    if role not in roles_for(kind, one_session=one_session):
        raise RoleNotForThem
