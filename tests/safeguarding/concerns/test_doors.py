"""The doors of concerns as people come through them: a child without anything, and the pair."""

from __future__ import annotations

import contextvars
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from participation.foundation import clock, extensions
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.audit import AuditRow
from participation.foundation.extensions import csrf, db
from participation.foundation.pacing import Pace, Paces
from participation.foundation.pages import DEVICE_COOKIE
from participation.people.access.commands import ask_access, end_access
from participation.people.tokens import sign
from participation.safeguarding.concerns import commands, pages, queries
from participation.safeguarding.concerns.models import Concern
from participation.safeguarding.models import Helpline, SafePerson
from participation.safeguarding.posts.commands import set_hours
from tests.doors import Browser
from tests.safeguarding.concerns.team import WORDS, Team, tell, told
from tests.world import World, keep, words


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    """What the database decides is tested beside the promises."""
    return sqlite_app


@pytest.fixture
def team(world: World) -> Team:
    world.event()
    keep(
        SYSTEM,
        SafePerson(
            name=words("Ms. Oasis"), place=words("Green desk"), country="QA", emergency_number="999"
        ),
        Helpline(
            country="QA",
            number="919",
            name=words("Line"),
            source="test",
            verified_on=clock.now().date(),
        ),
    )
    return Team(world)


class Child:
    """A browser that may have cookies, and posts only what the page gave it."""

    def __init__(self, app: Flask, actor: Actor | None = None) -> None:
        self.client: FlaskClient = app.test_client()
        if actor is not None:
            self.client.set_cookie(DEVICE_COOKIE, sign("device", str(actor.device_id)))

    def run(self, function: Any, *args: Any, **kwargs: Any) -> TestResponse:
        answer: TestResponse = contextvars.Context().run(function, *args, **kwargs)
        return answer

    def page_id(self) -> str:
        page = self.run(self.client.get, "/help").get_data(as_text=True)
        found = re.search(r'name="page" value="([^"]+)"', page)
        assert found
        return found[1]

    def tells(self, headers: dict[str, str] | None = None, /, **fields: str) -> TestResponse:
        data = {"page": self.page_id(), "text": WORDS, "readers": "both"} | fields
        return self.run(self.client.post, "/help?lang=en", data=data, headers=headers or {})


def code_in(answer: TestResponse) -> str:
    found = re.search(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", answer.get_data(as_text=True))
    assert found
    return found[0]


def count() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Concern)) or 0


def answers(app: Flask, code: str) -> str:
    return Browser(app).post("/answers?lang=en", code=code).get_data(as_text=True)


def test_a_child_tells_without_sign_in_cookie_or_script(app: Flask, team: Team) -> None:
    child = Child(app)
    answer = child.tells()
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "It is on its way to Star" in page
    assert "has it" not in page
    assert "919" in page
    assert WORDS not in page
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert count() == 1
    assert code_in(answer)


def test_telling_reads_no_cookie_and_nothing_of_who_was_signed_in_is_kept(
    app: Flask, world: World, team: Team
) -> None:
    delegate = world.delegate()
    child = Child(app, delegate)
    child.client.set_cookie("sawt_lang", "ar")
    seen: list[str | None] = []

    @app.before_request
    def look() -> None:
        from flask import request

        if request.method == "POST":
            seen.append(request.headers.get("Cookie"))

    answer = child.tells()
    assert seen == [None]
    assert 'lang="en"' in answer.get_data(as_text=True), "the form's language, not the cookie's"
    db.session.rollback()
    rows = db.session.scalars(select(AuditRow).where(AuditRow.action == "concerns.tell"))
    assert [(row.who, row.roles) for row in rows] == [("withheld", "")]


def test_it_is_the_one_post_without_a_token_of_the_page(app: Flask) -> None:
    assert {name.rpartition(".")[2] for name in csrf._exempt_views} == {"tell"}
    assert csrf._exempt_blueprints == set()


def test_nothing_is_required_and_nothing_is_refused(app: Flask, team: Team) -> None:
    child = Child(app)
    odd: list[dict[str, str]] = [
        {"text": ""},
        {"text": "x" * 200_000},
        {"readers": "everybody", "safe_now": "perhaps"},
        {"page": "forged"},
        {"page": ""},
        {"text": "Wörter \x00 ۱۲ 🌊"},
    ]
    for fields in odd:
        assert child.tells(**fields).status_code == 200, fields
    assert count() == 6


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "http://localhost"}, True),
        ({"Origin": "https://elsewhere.example"}, False),
        ({"Origin": "null"}, False),
    ],
)
def test_another_site_s_page_can_not_tell_for_a_child(
    app: Flask, team: Team, headers: dict[str, str], taken: bool
) -> None:
    answer = Child(app).tells(headers)
    assert count() == int(taken)
    if not taken:
        page = answer.get_data(as_text=True)
        assert answer.status_code == 403
        assert "Nothing was sent." in page
        assert "Ms. Oasis" in page
        assert "919" in page
        assert WORDS in page, "the words are still in their box"


def test_the_same_page_sent_again_shows_the_same_receipt(app: Flask, team: Team) -> None:
    child = Child(app)
    page = child.page_id()
    first, second = child.tells(page=page), child.tells(page=page)
    assert code_in(first) == code_in(second)
    assert count() == 1


def test_looking_again_says_who_has_it_and_writes_nothing(app: Flask, team: Team) -> None:
    child = Child(app)
    page = child.page_id()
    child.tells(page=page)
    (course,) = queries.courses_for(team.lead)
    rows = len(db.session.scalars(select(AuditRow.id)).all())
    assert "on its way" in child.tells(page=page, text="").get_data(as_text=True)
    commands.acknowledge(team.lead, course.concern.id)
    later = child.tells(page=page, text="").get_data(as_text=True)
    assert f"{team.lead.name} has it" in later
    assert "What happened is not your fault." in later
    db.session.rollback()
    assert len(db.session.scalars(select(AuditRow.id)).all()) == rows + 1


def test_a_child_chooses_who_reads_and_the_other_sees_nothing(app: Flask, team: Team) -> None:
    page = Child(app).tells(readers="deputy").get_data(as_text=True)
    assert f"It is on its way to {team.deputy.name}" in page
    lead, deputy = Browser(app, team.lead), Browser(app, team.deputy)
    assert "data-concern=" not in lead.get("/safety").get_data(as_text=True)
    assert "data-concern=" in deputy.get("/safety").get_data(as_text=True)
    concern = queries.courses_for(team.deputy)[0].concern.id
    assert lead.get(f"/safety/{concern}").status_code == 404


def test_without_a_team_the_page_offers_no_box_and_says_nothing_was_sent(app: Flask) -> None:
    browser = Browser(app)
    assert "data-tell" not in browser.get("/help").get_data(as_text=True)
    answer = contextvars.Context().run(
        app.test_client().post, "/help?lang=en", data={"text": "Help"}
    )
    assert answer.status_code == 409
    assert "Nothing was sent." in answer.get_data(as_text=True)
    assert "The desk with the green sign" in answer.get_data(as_text=True)


def test_outside_its_hours_the_page_begins_with_the_phone_on_duty(
    app: Flask, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now().replace(hour=23, minute=30)  # 02:30 in Doha
    monkeypatch.setattr(clock, "now", lambda: now)
    set_hours(SYSTEM, reads_from="08:00", reads_until="20:00", duty_phone="+974 1111 2222")
    for page in (
        Browser(app).get("/help?lang=en").get_data(as_text=True),
        Child(app).tells().get_data(as_text=True),
    ):
        assert "The team reads again at 08:00." in page
        assert "+974 1111 2222" in page
        assert page.index("+974 1111 2222") < page.index("Green desk")


def test_when_nobody_has_it_in_time_only_its_own_receipt_shows_the_phone(
    app: Flask, team: Team, later: Any
) -> None:
    set_hours(team.lead, reads_from="00:00", reads_until="24:00", duty_phone="+974 1111 2222")
    child = Child(app)
    page = child.page_id()
    code = code_in(child.tells(page=page))
    later(400)
    commands.escalate_due(SYSTEM)
    for shown in (
        child.tells(page=page, text="").get_data(as_text=True),
        answers(app, code),
    ):
        assert "Nobody could open it yet." in shown
        assert "+974 1111 2222" in shown
    assert "+974 1111 2222" not in Browser(app).get("/help").get_data(as_text=True)


def test_the_code_opens_the_answer_and_no_other_code_does(app: Flask, team: Team) -> None:
    concern, code = tell()
    _, other = tell()
    assert "on its way" in answers(app, code)
    commands.answer(team.lead, concern, "CANARY-ANSWER we are with you", "en")
    assert "CANARY-ANSWER" in answers(app, code)
    assert "CANARY-ANSWER" in answers(app, code.lower().replace("-", " "))
    assert "CANARY-ANSWER" not in answers(app, other)
    page = Browser(app).get("/answers").get_data(as_text=True)
    assert "CANARY-ANSWER" not in page
    assert WORDS not in answers(app, code)


def test_whatever_opens_nothing_gets_one_and_the_same_answer(app: Flask, team: Team) -> None:
    pages = {
        re.sub(r'(?:name="csrf_token" value|nonce)="[^"]+"', "", answers(app, typed))
        for typed in ("ACDE-FGHJ-KMNP-QRTV", "ACDE", "🌊", "' OR 1=1 --", "ACDEFGHJKMNPQRTW")
    }
    assert len(pages) == 1
    assert "We find nothing for this code." in pages.pop()


def test_a_routed_text_reads_like_any_answer_later_until_the_reply_is_there(
    app: Flask, world: World, team: Team
) -> None:
    from tests.doors import send
    from tests.questions.asking import Hall

    hall = Hall(world)
    codes = {}
    for text in ("What is a helpline?", "I am afraid at home"):
        phone = world.phone(hall.session)
        fields = {"session": hall.session.slug, "text": text, "lang": "en", "name_as": "none"}
        answer = send(app, phone, "questions.ask", **fields)
        codes[text] = answer["code"]
    from participation.questions.commands import clear, later
    from participation.questions.models import Question

    db.session.rollback()
    ordinary, routed = (
        db.session.scalars(select(Question).where(Question.text == text)).one() for text in codes
    )
    for question in (ordinary.id, routed.id):
        clear(hall.adult, question)
        later(hall.child, question, 1)
    commands.take_in_routed_text(
        hall.adult,
        kind="question",
        object_id=routed.id,
        session_id=hall.session.id,
        text=routed.text,
        language="en",
    )

    def shown(text: str) -> str:
        return re.sub(r'(?:name="csrf_token" value|nonce)="[^"]+"', "", answers(app, codes[text]))

    first, second = codes
    assert shown(first) == shown(second)
    (course,) = queries.courses_for(team.lead)
    commands.answer(team.lead, course.concern.id, "CANARY-ANSWER", "en")
    assert "CANARY-ANSWER" in shown(second)
    assert "CANARY-ANSWER" not in shown(first)


def test_the_lead_opens_with_her_passphrase_writes_and_answers(app: Flask, team: Team) -> None:
    concern, code = tell(told(safe_now="no"))
    lead = Browser(app, team.lead)
    closed = lead.get(f"/safety/{concern}?lang=en").get_data(as_text=True)
    assert WORDS not in closed
    assert "Not safe now" in closed
    wrong = lead.post(f"/safety/{concern}/open", passphrase="not the one I chose")
    assert wrong.status_code == 403
    assert WORDS not in wrong.get_data(as_text=True)
    opened = lead.post(f"/safety/{concern}/open", passphrase=team.lead_phrase)
    page = opened.get_data(as_text=True)
    assert WORDS in page
    assert opened.headers["Cache-Control"] == "no-store"
    assert team.lead_phrase not in page
    key = re.search(r'name="page_key" value="([^"]+)"', page)
    assert key
    after = lead.post(f"/safety/{concern}", then="note", text="CANARY-NOTE", page_key=key[1])
    assert "CANARY-NOTE" in after.get_data(as_text=True)
    assert WORDS in after.get_data(as_text=True)
    lead.post(f"/safety/{concern}", then="answer", text="We are with you.", lang="en")
    assert "We are with you." in answers(app, code)
    assert "CANARY-NOTE" not in lead.get(f"/safety/{concern}").get_data(as_text=True)
    deputy = Browser(app, team.deputy)
    theirs = deputy.post(f"/safety/{concern}", then="note", text="Mine", page_key=key[1])
    assert theirs.status_code == 303, "the key of the page is of no use to another reader"


def test_the_key_of_an_opened_page_is_over_after_five_minutes(
    app: Flask, team: Team, later: Any
) -> None:
    concern, _ = tell()
    lead = Browser(app, team.lead)
    page = lead.post(f"/safety/{concern}/open", passphrase=team.lead_phrase)
    key = re.search(r'name="page_key" value="([^"]+)"', page.get_data(as_text=True))
    assert key
    later(310)
    after = lead.post(f"/safety/{concern}", then="note", text="Later", page_key=key[1])
    assert after.status_code == 303


def test_nobody_but_the_team_comes_to_the_team_s_pages(
    app: Flask, world: World, team: Team
) -> None:
    session = world.session()
    concern, _ = tell()
    organiser = world.signed_in(world.person("organiser", kind="adult"))
    for actor in (organiser, world.facilitator(session), world.delegate(), world.phone(session)):
        browser = Browser(app, actor)
        for address in ("/safety", f"/safety/{concern}", "/safety/post"):
            assert browser.get(address).status_code == 403
    without_a_post = world.signed_in(world.person("safeguarding", kind="adult"))
    assert Browser(app, without_a_post).get("/safety").status_code == 200
    assert Browser(app, without_a_post).get(f"/safety/{concern}").status_code == 404


def test_from_the_team_s_page_one_comes_to_what_is_under_lock_and_hears_who_waits(
    app: Flask, world: World, team: Team
) -> None:
    child, why = world.delegate().person_id or "", "Her guardian has to be called today."
    for lang, waits in (
        ("en", "Somebody waits for your yes"),
        ("ar", "هناك من ينتظر موافقتك"),
        ("fr", "Quelqu’un attend votre accord"),
    ):
        deputy = Browser(app, team.deputy)
        page = deputy.get(f"/safety?lang={lang}").text
        assert 'class="button-quiet" href="/access"' in page
        assert waits not in page
        asked = ask_access(team.lead, "identity", child, why)["request"]
        assert waits in deputy.get(f"/safety?lang={lang}").text
        assert waits not in Browser(app, team.lead).get(f"/safety?lang={lang}").text
        end_access(team.lead, asked)


def test_a_new_lead_chooses_her_passphrase_and_changes_it(app: Flask, world: World) -> None:
    from participation.safeguarding.posts.commands import appoint, open_keys
    from participation.safeguarding.posts.refusals import WrongPassphrase

    world.event()
    lead = world.signed_in(world.person("safeguarding", kind="adult"))
    appoint(SYSTEM, lead.person_id or "", "lead")
    browser = Browser(app, lead)
    first, second = "seven quiet lanterns by the sea", "nine green doors and a small bird"
    assert browser.post("/safety/post", new="too short", again="too short").status_code == 422
    assert browser.post("/safety/post", new=first, again=second).status_code == 422
    assert browser.post("/safety/post", new=first, again=first).status_code == 303
    assert browser.post("/safety/post", old=second, new=second, again=second).status_code == 403
    assert browser.post("/safety/post", old=first, new=second, again=second).status_code == 303
    assert open_keys(lead, second)
    with pytest.raises(WrongPassphrase):
        open_keys(lead, first)


def test_a_concern_leaves_as_a_sealed_file_with_its_manifest(
    app: Flask, team: Team, tmp_path: Path
) -> None:
    from participation.safeguarding import sealing
    from participation.safeguarding.concerns import exporting

    concern, _ = tell()
    commands.write_entry(team.lead, concern, "note", {"text": "CANARY-NOTE"})
    lead = Browser(app, team.lead)
    page = lead.post(f"/safety/{concern}/open", passphrase=team.lead_phrase)
    key = re.search(r'name="page_key" value="([^"]+)"', page.get_data(as_text=True))
    assert key
    phrase = "a file for the authority"
    answer = lead.post(f"/safety/{concern}/export", file_passphrase=phrase, page_key=key[1])
    assert answer.headers["Content-Disposition"].startswith("attachment")
    for canary in (WORDS, "CANARY-NOTE"):
        assert canary.encode() not in answer.data
    inside = exporting.read_file(answer.data, phrase)
    assert inside["concern.json"]["words"]["text"] == WORDS
    assert [entry["words"]["text"] for entry in inside["record.json"]] == ["CANARY-NOTE"]
    with pytest.raises(sealing.CannotOpen):
        exporting.read_file(answer.data, "another passphrase")
    with pytest.raises(sealing.CannotOpen):
        exporting.read_file(answer.data.replace(b'"passes": 3', b'"passes": 4'), phrase)
    pair = sealing.new_pair()
    private = commands.open_concern(team.lead, concern, team.lead_phrase)
    file = exporting.export(team.lead, concern, private, None, sealing.written(pair.public))
    assert exporting.read_file(file, sealing.written(pair.private))["record.json"]
    db.session.rollback()
    rows = db.session.scalars(select(AuditRow).where(AuditRow.action == "concerns.note_export"))
    assert [row.who for row in rows] == [team.lead.person_id] * 2


def test_a_flood_waits_and_is_taken() -> None:
    now = [0.0]
    pace = Pace(4, 2, lambda: now[0], longest_s=3)
    waits = [pace.take() for _ in range(40)]
    assert waits[:4] == [0.0] * 4
    assert waits[4:7] == [0.5, 1.0, 1.5]
    assert max(waits) == 3
    now[0] = 60.0
    assert pace.take() == 0


def test_whoever_guesses_waits_on_that_device_and_no_other() -> None:
    now = [0.0]
    here = Paces(2, 0.2, lambda: now[0], longest_s=8)
    assert [here.of("tablet").take() for _ in range(3)] == [0.0, 0.0, 5.0]
    assert here.of("phone").take() == 0


def test_looking_is_paced_on_the_device_and_on_the_whole_server(
    app: Flask, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(extensions.socketio, "sleep", waited.append)
    within_a_moment = Pace(1, 1, lambda: 60.0, longest_s=9)
    monkeypatch.setattr(pages, "LOOKING", within_a_moment)
    here = Paces(9, 1, longest_s=9)
    monkeypatch.setattr(pages, "LOOKING_HERE", here)
    for _ in range(3):
        answers(app, "ACDE-FGHJ-KMNP-QRTV")
    assert waited[0] == 0
    assert waited[2] > waited[1] > 0


def test_telling_is_slowed_and_looking_again_is_not(
    app: Flask, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(extensions.socketio, "sleep", waited.append)
    within_a_moment = Pace(1, 1, lambda: 60.0, longest_s=9)
    monkeypatch.setattr(pages, "TELLING", within_a_moment)
    child = Child(app)
    page = child.page_id()
    for _ in range(3):
        assert child.tells(page=page).status_code == 200
    assert waited[2] > waited[1] > waited[0] == 0
    child.tells(page=page, text="")
    assert len(waited) == 3
