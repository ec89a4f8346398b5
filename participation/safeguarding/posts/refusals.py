from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class WrongPassphrase(Refusal):
    code = "wrong_passphrase"
    status = 403
    words = sentence("This passphrase does not open it. Nothing was shown.")


class PassphraseTooShort(Refusal):
    code = "passphrase_too_short"
    status = 422
    words = sentence("Please take at least 16 letters: four or five words nobody would guess.")


class NoPost(Refusal):
    """The person is neither lead nor deputy now."""

    code = "no_post"
    status = 403
    words = sentence("Only the present lead and deputy of the safety team open this.")


class KeyThere(Refusal):
    code = "key_there"
    status = 409
    words = sentence("You have a passphrase already. You can change it.")


class KeyMissing(Refusal):
    code = "key_missing"
    status = 409
    words = sentence("Choose your passphrase first: before that nothing can be sealed for you.")


class NotOfTheTeam(Refusal):
    """A post is given to an adult who holds the role of the safety team."""

    code = "not_of_the_team"
    status = 409
    words = sentence("A post is for an adult with the role of the safety team.")


class PassphrasesDiffer(Refusal):
    code = "passphrases_differ"
    status = 422
    words = sentence("The two passphrases are not the same. Please type both once more.")
