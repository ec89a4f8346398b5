"""The pages: one thought at a time, two equal answers, two taps to take a yes back."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import insert

from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.extensions import db
from participation.people.commands import hear_devices
from participation.people.consent import queries, texts
from participation.people.consent.commands import record_consent, turn_dial, wish_name
from participation.people.consent.pages import first_page_of
from participation.people.consent.payloads import Wanted, consent_list
from participation.people.consent.rules import ASKED, Choices
from participation.people.models import Person
from participation.people.queries import shown_names
from participation.safeguarding.names.commands import clear_first_name, stop_name
from tests.doors import Browser
from tests.people.consent.showing import again
from tests.world import World

NOTE = "The ministry of care, because home is not safe"


def hidden(page: str) -> dict[str, str]:
    """What the page's form carries on."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def answer(browser: Browser, *said: str) -> str:
    """Read every thought, then say these; the last page."""
    page = browser.get("/assent").get_data(as_text=True)
    while 'name="say"' not in page:
        page = browser.post("/assent", **hidden(page)).get_data(as_text=True)
    for one in said:
        page = browser.post("/assent", **hidden(page) | {"say": one}).get_data(as_text=True)
    return page


def choices_now(actor: Actor) -> Choices:
    db.session.rollback()
    db.session.expire_all()
    return queries.choices_of(actor.person_id or "")


def test_each_answer_stands_for_its_own_question(app: Flask, world: World) -> None:
    child = world.delegate(assent=None)
    answer(Browser(app, child), "yes", "yes", "no", "no", "yes")
    assert choices_now(child) == Choices(take_part=True, words_in_room=True, pictures_shown=True)
    assert again(child).is_delegate


def test_a_no_ends_the_questions_at_once(app: Flask, world: World) -> None:
    child = world.delegate(assent=None)
    answer(Browser(app, child), "no")
    db.session.rollback()
    assert queries.present_assent(child.person_id or "") is not None
    assert choices_now(child) == Choices()


def test_nothing_is_kept_before_the_last_answer(app: Flask, world: World) -> None:
    child = world.delegate(assent=None)
    answer(Browser(app, child), "yes", "yes", "yes", "yes")
    assert queries.present_assent(child.person_id or "") is None


def test_yes_and_no_are_the_same_button(app: Flask, world: World) -> None:
    page = answer(Browser(app, world.delegate(assent=None)))
    buttons = re.findall(r"<button ([^>]*)>([^<]*)</button>", page)
    says = {text: attributes for attributes, text in buttons if 'name="say"' in attributes}
    assert {text: re.sub(r'value="\w+"', "", how) for text, how in says.items()} == dict.fromkeys(
        ("Yes", "No"), 'class="button-equal" type="submit" name="say" '
    )


def test_one_thought_stands_on_a_page_and_later_is_always_there(app: Flask, world: World) -> None:
    browser = Browser(app, world.delegate(assent=None))
    text = texts.assent_text(texts.newest(), "13-15", "en")
    everything = [*text["thoughts"], text["question"], *text["choices"].values()]
    page = browser.get("/assent").get_data(as_text=True)
    for place in range(len(everything)):
        shown = [one for one in everything if one in page]
        assert shown == [everything[place]]
        assert ">Later</a>" in page
        say = {"say": "yes"} if 'name="say"' in page else {}
        page = browser.post("/assent", **hidden(page) | say).get_data(as_text=True)


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_the_words_are_those_of_her_age_and_her_language(
    app: Flask, world: World, lang: str
) -> None:
    browser = Browser(app, world.delegate(assent=None))
    page = browser.get(f"/assent?lang={lang}").get_data(as_text=True)
    assert texts.assent_text(texts.newest(), "13-15", lang)["thoughts"][0] in page
    assert f'<section class="card assent" lang="{lang}">' in page


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"version": "assent-0", "lang": "en", "read": "3", "said": "yyyy", "say": "yes"},
        {"version": "assent-1", "lang": "xx", "read": "3", "said": "", "say": "yes"},
        {"version": "assent-1", "lang": "en", "read": "-1", "said": "y" * 40, "say": "yes"},
        {"version": "assent-1", "lang": "en", "read": "٣", "said": "??", "say": "maybe"},
    ],
)
def test_what_no_page_sends_is_no_answer(app: Flask, world: World, sent: dict[str, str]) -> None:
    child = world.delegate(assent=None)
    assert Browser(app, child).post("/assent", **sent).status_code < 500
    assert queries.present_assent(child.person_id or "") is None


def test_a_child_reads_first_when_she_signs_in_and_once_for_each_version(
    app: Flask, world: World
) -> None:
    new, answered = world.person("delegate", assent=None), world.person("delegate")
    refused = world.person("delegate", assent=Choices())
    adult = world.person("facilitator", kind="adult")
    with app.test_request_context():
        assert first_page_of(new) == "/assent"
        assert {first_page_of(one) for one in (answered, refused, adult)} == {"/"}


def test_her_own_page_shows_what_she_said_and_turns_the_dial(app: Flask, world: World) -> None:
    child = world.delegate()
    browser = Browser(app, child)
    page = browser.get("/me").get_data(as_text=True)
    assert page.count('name="dial"') == 3
    assert re.search(r'value="chosen_name" aria-pressed="true"', page)
    assert browser.post("/me/dial", dial="only_idea").status_code == 303
    db.session.rollback()
    assert shown_names([child.person_id or ""]) == {}
    assert browser.post("/me/dial", dial="my_name").status_code == 409
    assert browser.post("/me/dial", dial="everything").status_code == 400


def test_taking_back_is_two_taps_and_asks_for_no_reason(app: Flask, world: World) -> None:
    child = world.delegate()
    browser = Browser(app, child)
    page = browser.get("/me").get_data(as_text=True)
    form = re.search(r'<details class="fold fold-stop">.*?</details>', page, re.S)
    assert form is not None  # the first tap unfolds it, the second is its one button
    assert re.findall(r"<(?:input|textarea|select)[^>]*", form[0]) == re.findall(
        r'<input type="hidden" name="csrf_token"[^>]*', form[0]
    )
    assert len(re.findall("<button", form[0])) == 1
    assert browser.post("/me/take-back").status_code == 303
    db.session.rollback()
    assert not queries.takes_part(child.person_id or "")
    assert "You took your yes back" in browser.get("/me").get_data(as_text=True)


def test_a_kind_sentence_says_why_a_name_was_stopped(app: Flask, world: World) -> None:
    session, child = world.session(), world.delegate()
    wish = wish_name(child, "Sea Street 4", "en")["wish"]
    browser = Browser(app, child)
    page = browser.get("/me").get_data(as_text=True)
    assert "Your name is on its way" in page
    assert "Sea Street 4" not in page, "a tablet that is handed on shows nothing that waits"
    stop_name(world.facilitator(session), wish, "personal_details")
    assert "could tell strangers who or where you are" in browser.get("/me").get_data(as_text=True)


def test_names_are_picked_and_typed_on_her_page(app: Flask, world: World) -> None:
    child = world.delegate()
    browser = Browser(app, child)
    page = browser.get("/me").get_data(as_text=True)
    picks = re.findall(r'name="pick" value="([\d-]+)"', page)
    assert len(picks) == 6
    assert browser.post("/me/name", pick=picks[0]).status_code == 303
    assert browser.post("/me/name", name="Captain").status_code == 200
    assert browser.post("/me/name", name="").status_code == 400
    assert browser.post("/me/name", pick="9-999").status_code == 422


@pytest.mark.parametrize("path", ["/assent", "/me"])
def test_these_pages_are_a_childs_own(app: Flask, world: World, path: str) -> None:
    session = world.session()
    adult = world.signed_in(world.person("organiser", "safeguarding", kind="adult"))
    assert Browser(app, adult).get(path).status_code == 404
    assert Browser(app, world.phone(session)).get(path).status_code == 403
    assert Browser(app).get(path).status_code == 401


# -- adults ----------------------------------------------------------------------------------------


def test_why_no_parent_was_asked_is_read_by_the_safety_team_alone(app: Flask, world: World) -> None:
    child = world.person("delegate", consent=False)
    lead = world.signed_in(world.person("safeguarding", kind="adult"))
    organiser = world.signed_in(world.person("organiser", kind="adult"))
    record_consent(lead, child, "responsible_body", "consent-1", NOTE)
    for_lead = Browser(app, lead).get("/organise/consent").get_data(as_text=True)
    for_organiser = Browser(app, organiser).get("/organise/consent").get_data(as_text=True)
    assert NOTE in for_lead
    assert "The responsible body" in for_lead
    for word in (NOTE, "responsible body</span>", "The child said", "The child has not"):
        assert word not in for_organiser
    assert "Consent since" in for_organiser
    told = consent_list(Wanted(), with_reasons=False).rows
    assert {key for one in told for key in one} == {"id", "name", "age_band", "consent"}
    assert set(told[0]["consent"]) == {"given_at", "version"}


def test_an_organiser_records_and_withdraws_and_writes_no_assent(app: Flask, world: World) -> None:
    child = world.delegate(consent=False, assent=None)
    organiser = Browser(app, world.signed_in(world.person("organiser", kind="adult")))
    page = organiser.get("/organise/consent").get_data(as_text=True)
    assert 'value="responsible_body"' not in page
    record = {"person": child.person_id or "", "version": "consent-1"}
    path = "/organise/consent"
    assert organiser.post(f"{path}/record", kind="parent", **record).status_code == 303
    db.session.rollback()
    assert queries.present_consent(child.person_id or "") is not None
    assert queries.present_assent(child.person_id or "") is None
    no = organiser.post(f"{path}/record", kind="responsible_body", note="x", **record)
    assert no.status_code == 403
    assert organiser.post(f"{path}/record", kind="teacher", **record).status_code == 400
    assert organiser.post(f"{path}/withdraw", person=child.person_id or "").status_code == 303
    db.session.rollback()
    assert queries.present_consent(child.person_id or "") is None


def test_a_long_list_of_children_comes_by_pages_and_by_name_and_a_press_leads_back_to_its_page(
    app: Flask, world: World
) -> None:
    organiser = Browser(app, world.signed_in(world.person("organiser", kind="adult")))
    waits = world.person("delegate", consent=False)
    name = db.session.get_one(Person, waits).shown_name["en"]
    many_children(60)
    first = organiser.get("/organise/consent")
    assert first.text.count('class="row person"') == 50
    second = "/organise/consent?q=&page=2"
    assert f'href="{second}"'.replace("&", "&amp;") in first.text
    assert organiser.get(second).text.count('class="row person"') == 11
    found = organiser.get(f"/organise/consent?q={name.lower()}&waiting=1").text
    assert (found.count('class="row person"'), name in found) == (1, True)
    fields = {"person": waits, "version": "consent-1", "kind": "parent"}
    done = organiser.post("/organise/consent/record", came_from=second, **fields)
    assert done.location.endswith(second)
    assert name not in organiser.get("/organise/consent?waiting=1").text


def many_children(many: int) -> None:
    """So many children more, with nothing of each but a name."""
    db.session.execute(
        insert(Person),
        [
            {
                "id": f"many-{n}",
                "slug": f"many-{n}",
                "kind": "child",
                "shown_name": {"en": f"Many {n}"},
                "language": "en",
            }
            for n in range(many)
        ],
    )
    db.session.commit()


def test_a_facilitator_reads_ready_yes_or_no_of_her_own_sessions_and_nothing_more(
    app: Flask, world: World
) -> None:
    session, other = world.session(), world.session()
    leads = world.person("delegate", ("moderator", session), consent=False)
    came = world.delegate()
    world.delegate()  # was never here
    hear_devices(SYSTEM, session.id, [(came.device_id or "", came.holder or "")])
    adult = Browser(app, world.facilitator(session))
    page = adult.get(f"/sessions/{session.slug}/ready").get_data(as_text=True)
    assert (page.count("Ready: yes"), page.count("Ready: no")) == (1, 1)
    assert leads not in page
    for word in ("parent", "Consent", "said yes"):
        assert word not in page
    assert adult.get(f"/sessions/{other.slug}/ready").status_code == 403
    assert Browser(app, came).get(f"/sessions/{session.slug}/ready").status_code == 403


def test_the_first_name_is_read_by_its_child_and_where_she_shows_it(
    app: Flask, world: World
) -> None:
    session, child = world.session(), world.delegate(assent=Choices(True, True, False, True))
    first = queries.shown_of([child.person_id or ""])[child.person_id or ""].first_name.words
    assert first is not None
    turn_dial(child, "chosen_name")
    assert first["en"] not in Browser(app, child).get("/me").get_data(as_text=True)
    clear_first_name(world.facilitator(session), child.person_id or "", first["en"])
    assert first["en"] in Browser(app, child).get("/me").get_data(as_text=True)
    for actor in (world.delegate(), world.phone(session), world.moderator(session)):
        for path in ("/", "/programme", f"/sessions/{session.slug}"):
            assert first["en"] not in Browser(app, actor).get(path).get_data(as_text=True)


def test_the_letters_of_an_answer_are_as_many_as_the_questions() -> None:
    assert len(ASKED) == 5
