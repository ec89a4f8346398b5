"""How a command of the command line speaks: one sentence for whatever goes wrong."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError

from participation.cli import copies
from participation.foundation.refusals import Refusal, StoreTrouble

ASK_THE_DOCTOR = "Run: flask --app app doctor"


def spoken(function: Callable[..., None]) -> Callable[..., None]:
    """What goes wrong is said in one sentence."""

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            function(*args, **kwargs)
        except StoreTrouble as trouble:
            raise click.ClickException(f"{trouble.message} {ASK_THE_DOCTOR}") from None
        except Refusal as refusal:
            raise click.ClickException(refusal.message) from None
        except copies.CopyProblem as problem:
            raise click.ClickException(str(problem)) from None
        except SQLAlchemyError as problem:
            raise click.ClickException(
                f"The database does not answer as it should ({type(problem).__name__}). "
                f"{ASK_THE_DOCTOR}"
            ) from None

    return run


def command(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """A click command that runs in the app's context."""
    from flask.cli import with_appcontext

    def wrap(function: Callable[..., None]) -> click.Command:
        return click.command(name)(with_appcontext(spoken(function)))

    return wrap
