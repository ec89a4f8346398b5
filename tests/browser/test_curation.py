"""A child and two adults at the desk: a question and its answer, a change refused and another
accepted, a no by two, and everybody told at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import moment
from tests.browser.conftest import ARTEFACTS, LAPTOP, PHONE, TABLET, Hall, OpenWindow, Window
from tests.live.listening import Guest, csrf

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "curation"
TITLE = "مصباح على الدرج"
BODY = "الدرج عند باب مدرستنا مظلم في الشتاء.\n\nأريد مصباحًا واحدًا."
BETTER = "الدرج عند باب مدرستنا مظلم في الشتاء.\n\nأقترح أن تضع البلدية مصباحًا واحدًا."
REASON = "فكرتك واضحة وقوية. عندنا هذه المرة أوراق كثيرة عن المدارس، لذلك يجيبك شخص بالغ كتابةً."


def test_a_paper_is_curated_by_two_adults_and_its_author(hall: Hall, window: OpenWindow) -> None:
    sami = hall.named("Sami Wave")
    first_adult = hall.person("facilitator:trial")
    other_adult = hall.person("facilitator", but=(first_adult["name"],))
    chosen, kindly_not = (a_sent_paper(hall, sami, title) for title in (TITLE, "ورقة ثانية"))
    child = window("child-ar", TABLET, "ar")
    one = window("curator-ar", LAPTOP, "ar")
    other = window("curator-en", LAPTOP, "en")
    child.sign_in(sami, "ar")
    one.sign_in(first_adult, "ar")
    other.sign_in(other_adult, "en")
    everybody = [child, one, other]

    child.open(f"/papers/{chosen}")
    other.open("/curate")
    take_by_keys(one, chosen)
    other.sees("sawt-curation .notice", "has changed")
    other.open(f"/curate/{chosen}")
    other.sees(".notice", "A colleague is reading")
    assert other.page.locator("[name=then]").count() == 0

    a_question_is_answered(one, child, chosen)
    for each in everybody:
        each.picture(PICTURES, "01-answered")

    offers(one, chosen, BODY.replace("مصباحًا واحدًا", "كل المصابيح"))
    child.sees(".letter ins", "كل المصابيح")
    child.picture(PICTURES, "02-offered")
    child.press("no")
    child.page.locator("sawt-paper-letter .letter").wait_for(state="detached")
    child.sees(".paper-state", "هناك من يقرؤها")
    offers(one, chosen, BETTER)
    child.sees(".letter ins", "أقترح أن تضع البلدية")
    at_home = window("child-phone-ar", PHONE, "ar")
    at_home.sign_in(sami, "ar")
    at_home.open(f"/papers/{chosen}")
    at_home.sees(".paper-meter", "كلمة كلمة")
    child.press("yes")
    at_home.sees(".paper-meter", "من شخص بالغ، وبموافقتي")  # told without a reload
    child.page.locator("sawt-paper-letter .letter").wait_for(state="detached")
    child.sees(".sheet-read", "أقترح أن تضع البلدية")
    one.open(f"/curate/{chosen}")
    one.sees("article.sheet", "أقترح أن تضع البلدية")
    one.picture(PICTURES, "03-accepted")
    child.page.reload()
    child.sees(".paper-meter", "من شخص بالغ، وبموافقتي")  # a part of her words is not hers
    child.page.locator(".paper-meter").scroll_into_view_if_needed()
    child.picture(PICTURES, "03-my-words")
    assert moment(child) == []
    one.page.select_option("select[name=session]", value="trial")
    one.page.click("[data-key=s]")
    one.sees(".curate-announce")

    a_no_takes_two(one, other, kindly_not)
    child.sees(".paper-state", "هناك من يقرؤها")
    other.picture(PICTURES, "04-decided")
    for width, height in ((360, 740), (1024, 768)):
        other.page.set_viewport_size({"width": width, "height": height})
        other.open("/curate")
        other.picture(PICTURES, f"05-desk-{width}")
    other.page.click(".curate-announce button")
    child.sees(".confirm", "")  # told without a reload
    child.picture(PICTURES, "06-told")
    child.open(f"/papers/{kindly_not}")
    child.sees(".letter", REASON)
    child.sees(".letter", "سيجيب شخص بالغ عن ورقتك كتابةً.")
    child.page.set_viewport_size({"width": 360, "height": 740})
    child.picture(PICTURES, "07-not-this-time")
    for each in (child, one):
        assert each.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def take_by_keys(one: Window, paper: str) -> None:
    """Through the list and into the paper without a mouse."""
    one.open("/curate?group=waiting")
    row = one.page.locator(f'[data-paper="{paper}"] a')
    for _ in range(one.page.locator(".curate-row").count()):
        one.page.keyboard.press("j")
        if row.evaluate("found => found === document.activeElement"):
            break
    one.page.keyboard.press("Enter")
    one.page.wait_for_url(f"**/curate/{paper}?group=waiting")
    one.page.wait_for_function("() => document.querySelector('[data-key=r]')")
    one.page.wait_for_load_state("networkidle")
    one.page.keyboard.press("r")
    one.page.keyboard.press("Enter")
    one.sees("[data-key=l]")


def a_question_is_answered(one: Window, child: Window, paper: str) -> None:
    one.page.wait_for_load_state("networkidle")
    one.page.keyboard.press("q")
    one.page.keyboard.type("من يمكنه أن يضع المصباح؟")
    one.page.click("button[value=ask]")
    child.sees(".letter-words", "من يمكنه أن يضع المصباح؟")
    child.page.fill("#letter-answer", "البلدية، أو حارس المدرسة.")
    child.press("answer")
    child.page.locator("sawt-paper-letter .letter").wait_for(state="detached")
    one.open(f"/curate/{paper}")
    one.sees(".curate-answer", "البلدية، أو حارس المدرسة.")


def offers(one: Window, paper: str, body: str) -> None:
    one.open(f"/curate/{paper}")
    one.page.click("[data-key=c] summary")
    one.page.fill("textarea[name=body]", body)
    one.page.click("button[value=offer]")
    one.page.locator("button[value=offer]").wait_for(state="detached")


def a_no_takes_two(one: Window, other: Window, paper: str) -> None:
    """The first adult writes why, and waits; the second one agrees."""
    one.open(f"/curate/{paper}")
    one.page.click("[data-key=r]")
    one.page.click("[data-key=n] summary")
    one.page.fill("textarea[name=reason]", REASON)
    one.picture(PICTURES, "04-why")
    one.page.click("button[value=suggest_no]")
    expect(one.page.locator("button[value=drop_no]")).to_be_visible()
    expect(one.page.locator("button[value=agree]")).to_have_count(0)
    other.open(f"/curate/{paper}")
    other.page.click("button[value=agree]")
    other.sees(".curate-announce")


def a_sent_paper(hall: Hall, child: dict[str, object], title: str) -> str:
    """The id of a paper that this child has just sent."""
    guest = Guest(hall.server.url).sign_in(child).connect()
    began = guest.http.post(
        f"{guest.url}/papers", data={"csrf_token": csrf(guest, "/papers"), "lang": "ar"}
    )
    paper = began.url.rpartition("/papers/")[2].partition("?")[0]
    draft = {"title": title, "body": BODY, "lang": "ar", "base": 0}
    assert guest.write("papers.save_draft", paper=paper, **draft)["ok"]
    assert guest.write("papers.submit", paper=paper)["ok"]
    guest.leave()
    return paper
