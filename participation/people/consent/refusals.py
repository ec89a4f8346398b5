from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class WordsAreNew(Refusal):
    """The words were changed while somebody was reading the old ones."""

    code = "words_are_new"
    status = 409
    words = sentence("Some of these words are new. Please read them once more.")


class NameNotOffered(Refusal):
    code = "name_not_offered"
    status = 422
    words = sentence("This name is not free any more. Here are others.")


class NameDecided(Refusal):
    """Somebody has read this name already, or its child wished for another one."""

    code = "name_decided"
    status = 409
    words = sentence("Somebody was a moment faster. Here is how it stands now.")


class DialNeedsYes(Refusal):
    """A name is shown only where its child said yes to that among her choices."""

    code = "dial_needs_yes"
    status = 409
    words = sentence("That needs a yes among your choices first. “My choices” shows them.")


class OnlyTheLeadRecords(Refusal):
    """Why no parent could be asked is for the safeguarding pair alone to know."""

    code = "only_the_lead_records"
    status = 403
    words = sentence("A responsible body's consent is recorded by the safety team.")


class SayWhichAndWhy(Refusal):
    code = "say_which_and_why"
    status = 422
    words = sentence("Please write which body it is, and why nobody at home is asked.")
