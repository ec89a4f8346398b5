"""Sawt · صوت: one place where children's voices go all the way.

Nothing heavy is imported before create_app is called, so that app.py can read the settings and
put the engine in place first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from participation.foundation.settings import Settings, load_settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask

# In bytes. A draft of 100,000 Arabic letters fits; nothing larger is read.
LARGEST_MESSAGE = 1_000_000


def create_app(settings: Settings | None = None) -> Flask:
    """The whole application, ready to serve or to be tested; nothing is migrated or served yet."""
    from flask import Flask

    from participation.foundation import pages
    from participation.foundation.extensions import babel, csrf, db

    settings = settings or load_settings()
    app = Flask(
        __name__,
        root_path=str(pages.ROOT),
        template_folder=str(pages.ROOT / "templates"),
        static_folder=str(pages.ROOT / "static"),
        instance_path=str(settings.instance),
    )
    _configure(app, settings)
    db.init_app(app, settings.database_url)
    csrf.init_app(app)
    words = str(pages.ROOT / "participation" / "translations")
    babel.init_app(app, locale_selector=pages.babel_locale, default_translation_directories=words)
    pages.init_pages(app)
    _plug(app)
    _add_doors(app)
    _serve_static(app, settings)
    _listen(app, settings)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    from participation.foundation import clock

    clock.follow_file(settings.clock_file)
    app.json.ensure_ascii = False  # type: ignore[attr-defined] # an Arabic letter: 2 bytes, not 6
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        SESSION_COOKIE_NAME=settings.cookie("sawt_form"),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )


def _plug(app: Flask) -> None:
    """Give foundation what it only declares: actors from people, publishing from live."""
    from participation import reactions  # noqa: F401 - registers what follows from what
    from participation.floor.queries import has_doors_open, holds_live_seat, was_on_stage
    from participation.foundation import actors, commands
    from participation.live.broadcast import broadcaster_of
    from participation.people.forms import JoinForm
    from participation.people.queries import actors_of_tokens, shown_name
    from participation.people.roster.commands import plug_birth_date_keeper
    from participation.people.tablets.pages import hear, hold
    from participation.people.tablets.rules import rests_after
    from participation.people.vault.commands import keep_birth_date
    from participation.programme.queries import event_zone, is_demonstration
    from participation.safeguarding.queries import help_line

    actors.plug_actor_loader(actors_of_tokens)
    broadcaster = broadcaster_of(app)  # made here, with the app itself, not a request's proxy
    commands.plug_publisher(broadcaster.publish)
    plug_birth_date_keeper(keep_birth_date)
    app.config["EVENT_ZONE"] = event_zone
    app.config["IS_TRIAL"] = is_demonstration
    app.config["HELP_LINE"] = help_line
    app.config["JOIN_FORM"] = JoinForm
    app.config["HOLD"] = hold
    app.after_request(hear)
    app.config["UNDER_WAY"] = has_doors_open
    app.config["RESTS_AFTER"] = rests_after
    app.config["SHOWN_AS"] = shown_name
    app.config["STAYS_AWAKE"] = holds_live_seat
    app.config["WAS_ON_STAGE"] = was_on_stage


def _add_doors(app: Flask) -> None:
    from participation import cli
    from participation.demonstration import pages as demonstration
    from participation.floor import pages as floor
    from participation.floor.course import sockets as course_sockets  # noqa: F401 - registers messages
    from participation.floor.cues import sockets as cues_sockets  # noqa: F401
    from participation.floor.pace import sockets as pace_sockets  # noqa: F401
    from participation.floor.reading import sockets as reading_sockets  # noqa: F401
    from participation.floor.run_sheet import pages as run_sheet  # noqa: F401
    from participation.floor.run_sheet import sockets as run_sheet_sockets  # noqa: F401
    from participation.floor.seat import sockets as seat_sockets  # noqa: F401
    from participation.floor.speaking import sockets as speaking_sockets  # noqa: F401
    from participation.floor.undo import sockets as undo_sockets  # noqa: F401
    from participation.floor.whisper import sockets as whisper_sockets  # noqa: F401
    from participation.live import offline
    from participation.live import pages as live
    from participation.live import sockets as live_sockets  # noqa: F401
    from participation.papers import pages as papers
    from participation.papers import sockets as papers_sockets  # noqa: F401
    from participation.papers.book import pages as book
    from participation.papers.bringing import pages as bringing  # noqa: F401
    from participation.papers.comments import pages as comments  # noqa: F401
    from participation.papers.curation import pages as curation  # noqa: F401
    from participation.papers.opening import pages as opening
    from participation.papers.pictures import pages as pictures  # noqa: F401
    from participation.papers.subjects import pages as subjects  # noqa: F401
    from participation.papers.translating import pages as translating  # noqa: F401
    from participation.papers.typed import pages as typed  # noqa: F401
    from participation.papers.writing import pages as writing  # noqa: F401
    from participation.people import pages as people
    from participation.people.access import pages as access
    from participation.people.accompanying import pages as accompanying
    from participation.people.audit import pages as audit
    from participation.people.consent import pages as consent
    from participation.people.consent import sockets as consent_sockets  # noqa: F401
    from participation.people.roster import pages as roster
    from participation.people.tablets import pages as tablets
    from participation.people.tablets import sockets as tablets_sockets  # noqa: F401
    from participation.people.vault import pages as vault
    from participation.people.vetting import pages as vetting
    from participation.polls import pages as polls
    from participation.polls import sockets as polls_sockets  # noqa: F401
    from participation.polls.preparing import pages as preparing
    from participation.polls.preparing import sockets as preparing_sockets  # noqa: F401
    from participation.polls.words import pages as words
    from participation.polls.words import sockets as words_sockets  # noqa: F401
    from participation.programme import pages as programme
    from participation.programme import sockets as programme_sockets  # noqa: F401
    from participation.questions import pages as questions
    from participation.questions import sockets as questions_sockets  # noqa: F401
    from participation.questions.askers import pages as askers
    from participation.questions.reasons import pages as reasons
    from participation.questions.reasons import sockets as reasons_sockets  # noqa: F401
    from participation.safeguarding import pages as safeguarding
    from participation.safeguarding.adults import sockets as adults_sockets  # noqa: F401
    from participation.safeguarding.clearing import sockets as desk_sockets  # noqa: F401
    from participation.safeguarding.concerns import pages as concerns
    from participation.safeguarding.duty import sockets as duty_sockets  # noqa: F401
    from participation.safeguarding.helplines import pages as helplines
    from participation.safeguarding.marks import pages as marks
    from participation.safeguarding.names import sockets as names_sockets  # noqa: F401
    from participation.safeguarding.posts import pages as posts
    from participation.screen import pages as stage
    from participation.screen import sockets as screen_sockets  # noqa: F401
    from participation.screen.messages import sockets as messages_sockets  # noqa: F401
    from participation.screen.thanks import sockets as thanks_sockets  # noqa: F401

    for door in (
        programme,
        people,
        roster,
        audit,
        tablets,
        consent,
        vetting,
        access,
        accompanying,
        vault,
        papers,
        book,
        opening,
        floor,
        polls,
        preparing,
        words,
        questions,
        askers,
        reasons,
        stage,
        live,
        offline,
        safeguarding,
        posts,
        concerns,
        helplines,
        marks,
        demonstration,
    ):
        app.register_blueprint(door.bp)
    cli.add_commands(app)


def _serve_static(app: Flask, settings: Settings) -> None:
    from whitenoise import WhiteNoise

    from participation.foundation.pages import ROOT

    dist = ROOT / "static" / "dist"
    if dist.exists():
        # Every name in dist/ carries its content's fingerprint, so it may be kept for ever.
        app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
            app.wsgi_app,
            root=str(dist),
            prefix="static/dist/",
            immutable_file_test=lambda path, url: "-" in url,
        )


def _listen(app: Flask, settings: Settings) -> None:
    from participation.foundation import sockets
    from participation.foundation.extensions import socketio
    from participation.foundation.headers import behind_proxies, with_headers
    from participation.foundation.packets import ReadablePacket, readable_frames
    from participation.foundation.pages import DEVICE_COOKIE

    # Where a page may connect from; None: only from the very host that serves it.
    origins = [settings.url, *settings.allowed_origins] if settings.allowed_origins else None
    socketio.init_app(  # type: ignore[call-arg] # the stubs don't know `serializer`
        app,
        async_mode=settings.engine,  # type: ignore[arg-type] # checked when the settings are read
        cors_allowed_origins=origins,  # type: ignore[arg-type] # None is the library's default
        max_http_buffer_size=LARGEST_MESSAGE,
        serializer=ReadablePacket,
        http_compression=False,
        manage_session=False,
    )
    served = readable_frames(app.wsgi_app, LARGEST_MESSAGE)
    served = with_headers(
        _uncompressed_frames(_telling_without_cookies(served)), https=settings.is_https
    )
    app.wsgi_app = behind_proxies(served, settings.trusted_proxies)  # type: ignore[assignment, method-assign]
    sockets.listen(settings.cookie(DEVICE_COOKIE))


def _telling_without_cookies(served: WSGIApplication) -> WSGIApplication:
    """Whoever tells the safety team is nobody: no cookie reaches the application with it."""

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("REQUEST_METHOD") == "POST" and environ.get("PATH_INFO") == "/help":
            environ.pop("HTTP_COOKIE", None)
        return served(environ, start_response)

    return serve


def _uncompressed_frames(served: WSGIApplication) -> WSGIApplication:
    """Refuse per-message compression: it is paid for each phone and each message anew."""

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return served(environ, start_response)

    return serve
