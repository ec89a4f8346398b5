from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NotVetted(Refusal):
    """`state` names what is still to bring."""

    code = "not_vetted"
    status = 409
    words = sentence(
        "This role needs three things first: the reference of the check, the day of the training, "
        "and the signed code of conduct. You enter them under “Adults”; a new person is added "
        "without a role first."
    )


class DatesDontFit(Refusal):
    code = "dates_dont_fit"
    status = 422
    words = sentence("“Valid until” lies before the training. Please look at the two days again.")


class AdultsOnly(Refusal):
    code = "adults_only"
    status = 409
    words = sentence("This is for adults. A child needs none of it.")


class NotYourOwn(Refusal):
    """Whoever is checked is not who says so."""

    code = "not_your_own"
    status = 409
    words = sentence("Nobody enters this for oneself. Another organiser can do it.")
