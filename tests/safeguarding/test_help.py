"""The way to help: for anyone, without a trace, and true also where nothing is set up yet."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from participation.foundation import clock
from participation.foundation.actors import SYSTEM
from participation.foundation.pages import DEVICE_COOKIE
from participation.people import tokens
from participation.safeguarding import rules
from participation.safeguarding.models import Helpline, SafePerson
from participation.safeguarding.payloads import help_page
from participation.safeguarding.queries import help_line
from tests.world import World, keep, words

TODAY = date(2026, 5, 18)


@pytest.mark.parametrize(
    ("verified_on", "shown", "marked"),
    [
        (None, True, True),
        (TODAY, True, False),
        (TODAY - timedelta(days=90), True, False),
        (TODAY - timedelta(days=91), False, False),
    ],
)
def test_a_line_is_marked_until_confirmed_and_hidden_when_its_check_is_old(
    verified_on: date | None, shown: bool, marked: bool
) -> None:
    assert rules.is_shown(verified_on, None, TODAY) is shown
    assert rules.is_to_confirm(verified_on) is marked


@pytest.mark.parametrize(
    ("country", "here", "where"), [("QA", "QA", "here"), ("KW", "QA", "home"), ("KW", None, "home")]
)
def test_the_line_for_where_the_child_is_comes_first(
    country: str, here: str | None, where: str
) -> None:
    assert rules.place_of(country, here) == where


def line(country: str, number: str, verified_on: date | None = None) -> Helpline:
    return Helpline(
        country=country,
        number=number,
        name=words(f"Line {country}"),
        source="test",
        verified_on=verified_on,
    )


@pytest.fixture
def helped(world: World) -> World:
    world.event()
    today = clock.now().date()
    keep(
        SYSTEM,
        SafePerson(
            name=words("Ms. Oasis"),
            place=words("Green desk"),
            country="QA",
            emergency_number="999",
        ),
        line("EU", "116 111"),
        line("JO", "110"),
        line("QA", "919", today),
        line("EG", "16000"),
        line("IN", "1098", today - timedelta(days=91)),
    )
    return world


def test_the_lines_come_in_order_here_emergency_then_countries_by_name(helped: World) -> None:
    page = help_page("en")
    assert [(each["where"], each["number"], each["to_confirm"]) for each in page["helplines"]] == [
        ("here", "919", False),
        ("emergency", "999", True),
        ("home", "16000", True),
        ("home", "116 111", True),
        ("home", "110", True),
    ]
    assert [each["country"] for each in help_page("fr")["helplines"][2:]] == [
        "Égypte",
        "Jordanie",
        "Union européenne",
    ]
    assert [each["country"] for each in help_page("ar")["helplines"][2:]] == [
        "الاتحاد الأوروبي",
        "الأردن",
        "مصر",
    ]


def test_the_wall_knows_whom_and_where_and_the_number(helped: World) -> None:
    assert help_line() == {
        "name": words("Ms. Oasis"),
        "place": words("Green desk"),
        "number": "919",
    }


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_the_page_names_the_person_the_place_and_the_numbers(
    app: Flask, helped: World, lang: str
) -> None:
    answer = app.test_client().get("/help", query_string={"lang": lang})
    assert answer.status_code == 200
    expected = help_page(lang)
    for told in (expected["person"]["name"][lang], expected["place"][lang], "919", "999"):
        assert told in answer.text
    assert f'lang="{lang}"' in answer.text
    assert "{name}" not in answer.text
    assert "{number}" not in answer.text
    assert "1098" not in answer.text, "its check is older than 90 days"
    assert answer.text.index("Ms. Oasis") < answer.text.index("919") < answer.text.index("16000")


@pytest.mark.parametrize(("lang", "countries"), [
    ("en", ["Egypt", "European Union", "Jordan"]),
    ("fr", ["Égypte", "Jordanie", "Union européenne"]),
    ("ar", ["الاتحاد الأوروبي", "الأردن", "مصر"]),
])  # fmt: skip
def test_whoever_looks_for_home_finds_it_by_the_name_of_the_country(
    app: Flask, helped: World, lang: str, countries: list[str]
) -> None:
    page = app.test_client().get("/help", query_string={"lang": lang}).text
    home = page[page.index('class="home-lines"') :]
    assert re.findall(r'<p class="row-name">([^<]+)</p>', home) == countries


def test_the_page_is_the_same_whoevers_browser_it_is(app: Flask, helped: World) -> None:
    """Which country's line is hers the page can't know: it reads no cookie, and no address, link
    or history of a shared tablet may tell that a child of a small delegation looked for help."""
    session = helped.session()
    texts = set()
    for actor in (None, helped.delegate(), helped.facilitator(session)):
        browser = app.test_client()
        if actor is not None:
            browser.set_cookie(DEVICE_COOKIE, tokens.sign("device", actor.device_id or ""))
        page = browser.get("/help?lang=en").text
        texts.add(re.sub(r'nonce="[^"]+"|name="page" value="[^"]+"', "", page))
    assert len(texts) == 1


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_page_leaves_no_trace_and_has_one_script_that_it_does_not_need(
    app: Flask, helped: World, signed_in: bool
) -> None:
    browser = app.test_client()
    if signed_in:
        device = helped.delegate().device_id or ""
        browser.set_cookie(DEVICE_COOKIE, tokens.sign("device", device))
    for address in ("/help", "/help?lang=ar"):
        answer = browser.get(address)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        (script,) = re.findall(r"<script[^>]*>[^<]*</script>", answer.text)
        own = r'<script nonce="[^"]+" src="/static/dist/help-\w+.js" defer></script>'
        assert re.fullmatch(own, script)
        assert answer.headers["Cache-Control"] == "no-store"
    assert browser.get_cookie("sawt_form") is None


def test_the_page_is_true_in_a_database_without_a_single_row(app: Flask) -> None:
    for lang in ("ar", "en", "fr"):
        answer = app.test_client().get("/help", query_string={"lang": lang})
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert help_page(lang)["place"][lang] in answer.text
        assert "None" not in answer.text
        assert "{" not in answer.text
        assert "tel:" not in answer.text
    assert help_line() is None


def test_help_needs_neither_sign_in_nor_assent_from_anyone(app: Flask, helped: World) -> None:
    session = helped.session()
    for actor in (helped.phone(session), helped.facilitator(), helped.screen()):
        browser = app.test_client()
        browser.set_cookie(DEVICE_COOKIE, tokens.sign("device", actor.device_id or ""))
        assert browser.get("/help").status_code == 200


def test_no_helpline_is_written_into_code_or_templates() -> None:
    """Helplines are data with a country and a check, never words of the program."""
    root = Path(__file__).parents[2]
    files = [*root.glob("templates/**/*.html"), *root.glob("participation/**/*.py")]
    numbers = ("116111", "116 111", "16000", "1098")
    assert [str(each) for each in files if any(n in each.read_text() for n in numbers)] == []
