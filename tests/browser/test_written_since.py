"""What a child wrote since her paper was sent: said, read and sent; no word waits unseen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings, moment
from tests.browser.conftest import ARTEFACTS, PHONE, TABLET, WIDE_TABLET, Hall, OpenWindow, Window
from tests.browser.test_tablets import hand_over, new_paper

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "written-since"
BEGAN = {"ar": "الدرج مظلم في الشتاء.", "en": "The stairs are dark in winter."}
MORE = {"ar": "والساحة مظلمة أيضًا.", "en": "And so is the yard."}
CHANGED = {"ar": "درجنا مظلم في الشتاء.", "en": "Our stairs are dark in winter."}
OWN = {"ar": "الدرج مظلم كل مساء.", "en": "The stairs are dark every evening."}
READER = {"ar": "أصدقائي", "en": "friend"}


def sent_paper(window: Window, lang: str) -> str:
    new_paper(window)
    window.page.fill(".sheet-title", BEGAN[lang])
    window.page.fill(".sheet-body", BEGAN[lang])
    window.sees('.save-state[data-state="saved"]')
    send(window)
    return window.page.url.rpartition("/papers/")[2].partition("?")[0]


def send(window: Window) -> None:
    window.press("submit")
    window.sees(".sheet-read")


def at_the_desk(window: OpenWindow, hall: Hall, lang: str) -> Window:
    adult = window(f"desk-{lang}", WIDE_TABLET, "en")
    adult.sign_in(hall.person("facilitator:trial"), "en")
    return adult


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_words_typed_away_while_another_tablet_sent_the_paper_are_said_and_sent(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    child = hall.named("Sami Wave")
    one, two = window(f"one-{lang}", PHONE, lang), window(f"two-{lang}", TABLET, lang)
    adult = at_the_desk(window, hall, lang)
    for each in (one, two):
        each.sign_in(child, lang)
    paper = sent_paper(one, lang)
    adult.open(f"/curate/{paper}")
    adult.page.click("[data-key=q] summary")
    adult.page.fill("[data-key=q] textarea", "Where?")
    adult.page.click("button[value=ask]")
    one.sees(".letter")
    two.open(f"/papers/{paper}")
    two.sees("[data-press=back]")  # also while adults have questions
    two.context.set_offline(True)
    two.page.fill(".sheet-body", f"{BEGAN[lang]}\n\n{MORE[lang]}")
    two.sees('.save-state[data-state="device"]')
    send(one)
    assert one.page.locator("[data-prompts]").is_hidden()
    two.context.set_offline(False)
    for each in (one, two):
        each.sees(".written-since")
        each.page.click(".written-since summary")
        each.sees(".written-since .user-text", MORE[lang])
        assert moment(each) == []
        each.page.locator(".written-since").scroll_into_view_if_needed()
        each.picture(PICTURES, "1-said")
    assert MORE[lang] not in two.page.locator(".sheet-read").inner_text()

    two.press("back")
    two.sees("[data-press=again]")
    two.sees(".written-since")
    two.picture(PICTURES, "2-taken-back")
    two.press("again")
    expect(two.page.locator(".sheet-body")).to_have_value(f"{BEGAN[lang]}\n\n{MORE[lang]}")
    assert two.page.locator("[data-prompts]").is_visible()
    send(two)
    two.sees(".sheet-read .user-text", MORE[lang])
    assert two.page.locator(".written-since").count() == 0


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_change_taken_over_words_typed_at_the_same_place_asks_which_shall_stand(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    hers, adult = window(f"hers-{lang}", PHONE, lang), at_the_desk(window, hall, lang)
    hers.sign_in(hall.named("Sami Wave"), lang)
    paper = sent_paper(hers, lang)
    adult.open(f"/curate/{paper}")
    adult.page.click("[data-key=c] summary")
    adult.page.fill("textarea[name=body]", CHANGED[lang])
    adult.page.click("button[value=offer]")
    hers.sees("[data-press=yes]")
    hers.page.fill(".sheet-body", OWN[lang])
    hers.press("yes")
    hers.sees(".both-texts")
    for words in (OWN[lang], CHANGED[lang]):
        hers.sees(".both-texts .user-text", words)
    hers.sees(".sheet-read .user-text", CHANGED[lang])
    assert OWN[lang] not in hers.page.locator(".sheet-read").inner_text()
    assert moment(hers) == []
    hers.picture(PICTURES, "3-both")
    hers.page.reload()
    hers.page.locator(".both-texts .text-side button").nth(1).click()
    hers.page.locator(".both-texts").wait_for(state="detached")
    hers.page.locator(".written-since").wait_for(state="detached")
    hers.page.wait_for_timeout(1500)
    hers.page.reload()
    hers.sees(".sheet-read")
    assert hers.page.locator(".written-since, .both-texts").count() == 0


def test_what_helps_to_begin_stays_folded_for_whoever_folded_it_and_for_no_other_child(
    hall: Hall, window: OpenWindow
) -> None:
    tablet = window("prompts", TABLET, "en")
    mina, other = hall.named("Sami Wave"), hall.person("delegate", but=("Sami Wave",))
    for child, is_folded in ((mina, False), (other, False), (mina, True)):
        tablet.sign_in(child, "en")
        new_paper(tablet)
        first = tablet.page.locator("[data-prompts] li").first
        expect(first).to_be_visible(visible=not is_folded)
        if child is mina and not is_folded:
            tablet.page.click("[data-prompts] summary")
        hand_over(tablet)
        tablet.page.wait_for_url("**/badge")
        assert tablet.page.locator(".unsent-of li").count() == 0


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_who_reads_it_aloud_is_chosen_anew_after_the_yes(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    hers, adult = window(f"reader-{lang}", PHONE, lang), at_the_desk(window, hall, lang)
    hers.sign_in(hall.named("Sami Wave"), lang)
    paper = sent_paper(hers, lang)
    adult.open(f"/curate/{paper}")
    adult.page.select_option("select[name=session]", value="trial")
    adult.page.click("button[value=select]")
    adult.sees(".curate-announce")
    adult.page.click(".curate-announce button")
    hers.sees("[data-press=confirm]")
    hers.press("confirm")
    hers.sees("sawt-paper-reader")
    hers.page.locator("sawt-paper-reader .choice", has_text=READER[lang]).click()
    hers.press("reader")
    hers.sees("sawt-paper-reader [role=status][tabindex]", "Saved" if lang == "en" else "محفوظة")
    assert findings(hers) == []
    hers.page.locator("sawt-paper-reader").scroll_into_view_if_needed()
    hers.picture(PICTURES, "4-reader")
    hers.page.reload()
    chosen = hers.page.locator("sawt-paper-reader .choice", has_text=READER[lang]).locator("input")
    expect(chosen).to_be_checked()
