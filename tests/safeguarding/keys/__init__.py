"""How the test of the two keys plays each kind of text: one class with hands for each kind.

A new kind of text gets a module here with its class, named in this list; a kind that is declared
and has no hands fails the test.
"""

from tests.safeguarding.keys import (  # noqa: F401 - each declares its hands
    first_names,
    messages,
    names,
    questions,
    reasons,
    words,
)
