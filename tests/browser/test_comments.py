"""Two adults and a child: a comment on a sentence while all of them look, what a paper is about,
any two of its texts side by side, and the way through the list by keys alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings, moment
from tests.browser.conftest import ARTEFACTS, LAPTOP, TABLET, Hall, OpenWindow, Window
from tests.browser.test_curation import a_sent_paper

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "comments"
TITLE = "مصباح على الدرج"
SIZES = {
    "laptop": LAPTOP,
    "wide": {"width": 1180, "height": 820},
    "phone": {"width": 360, "height": 740},
}
DARK, LAMP = "الدرج عند باب مدرستنا مظلم في الشتاء.", "أريد مصباحًا واحدًا."
COMMENT = "صورة واضحة! كم درجةً فيه؟ قد يساعد الرقم من يقرأ ورقتك."
OTHER = "ما أجمل هذا الطلب: واضح وقصير."
ANEW = f"{DARK}\n\nأريد مصباحين: واحدًا فوق وواحدًا تحت."


def test_a_sentence_is_commented_on_and_the_child_writes_on(hall: Hall, window: OpenWindow) -> None:
    sami = hall.named("Sami Wave")
    first_adult = hall.person("facilitator:trial")
    other_adult = hall.person("facilitator", but=(first_adult["name"],))
    paper = a_sent_paper(hall, sami, TITLE)
    child = window("child-ar", TABLET, "ar")
    one = window("curator-ar", LAPTOP, "ar")
    other = window("curator-en", LAPTOP, "en")
    child.sign_in(sami, "ar")
    one.sign_in(first_adult, "ar")
    other.sign_in(other_adult, "en")
    child.open(f"/papers/{paper}")
    one.open(f"/curate/{paper}?group=waiting")
    other.open(f"/curate/{paper}")
    for each in (child, one, other):
        each.page.wait_for_load_state("networkidle")

    what_it_is_about(one, other)
    by_keys(one, LAMP, OTHER)
    child.sees(".paper-comments", OTHER)
    other.sees("sawt-curation .notice", "Something about this paper has changed.")
    other.page.click("sawt-curation button")
    other.sees(".curate-comment", OTHER)
    by_pressing(other, DARK, COMMENT)
    child.sees(".paper-comments", COMMENT)
    child.sees(".comment-quote", DARK)
    one.sees("sawt-curation .notice")
    everywhere(child, "01-child")
    everywhere(one, "02-desk")
    everywhere(other, "02-desk")

    is_done_and_open_again(one, other)
    other.page.locator(".curate-comment", has_text=COMMENT).locator(
        "form[action*='/comments/back'] button"
    ).click()
    other.sees(".curate-comment .tag", "Taken back")
    expect(child.page.locator(".paper-comments li")).to_have_count(1)

    one.page.reload()
    one.page.wait_for_load_state("networkidle")
    one.page.keyboard.press("q")
    one.page.keyboard.type("أين يوضع المصباح؟")
    one.page.click("button[value=ask]")
    child.sees(".letter-words", "أين يوضع المصباح؟")
    child.page.fill("#sheet-body", ANEW)
    child.sees(".save-state[data-state=saved]")
    child.press("submit")
    child.sees(".paper-comments .tag")  # what was said is about the text before
    everywhere(child, "03-child-anew")
    one.open(f"/curate/{paper}?group=waiting")
    one.sees(".curate-comment .tag")
    two_texts(one)
    two_texts(other, f"/curate/{paper}")
    through_the_list(one)
    for each in (child, one, other):
        assert moment(child) == []
        assert findings(each) == []


def what_it_is_about(one: Window, other: Window) -> None:
    """One key says it, and a colleague sees it; her tap takes it off."""
    one.page.keyboard.press("1")
    one.sees('sawt-subjects [aria-pressed="true"]')
    other.sees('sawt-subjects [aria-pressed="true"]', "School")
    one.page.keyboard.press("4")
    other.sees('sawt-subjects [aria-pressed="true"]', "Feeling safe")
    other.page.click('sawt-subjects [data-key="4"]')
    expect(one.page.locator('sawt-subjects [aria-pressed="true"]')).to_have_count(1)


def by_keys(one: Window, sentence: str, words: str) -> None:
    """Without a mouse: the sentence out of the list."""
    one.page.keyboard.press("m")
    box = one.page.locator("select[name=sentence]")
    expect(box).to_be_focused()
    one.page.select_option("select[name=sentence]", label=sentence)
    one.sees(".sentence.is-chosen", sentence)
    one.page.keyboard.press("Tab")
    one.page.keyboard.type(words)
    one.page.keyboard.press("Tab")
    one.page.keyboard.press("Enter")
    one.sees(".curate-comment", words)


def by_pressing(other: Window, sentence: str, words: str) -> None:
    """The sentence on the sheet."""
    other.page.locator(".sentence", has_text=sentence).click()
    other.page.keyboard.type(words)
    other.picture(PICTURES, "00-writing")
    other.page.click(".curate-act[open] button[type=submit]")
    other.sees(".curate-comment", words)


def is_done_and_open_again(one: Window, other: Window) -> None:
    """What needs nothing more comes last, and a colleague hears of it and opens it again."""
    one.page.reload()
    one.page.wait_for_load_state("networkidle")
    assert other.page.locator(".curate-comment").first.inner_text().startswith(DARK)
    other.page.locator(".curate-comment", has_text=COMMENT).locator("button[value=done]").click()
    other.sees(".curate-comment.is-done", COMMENT)
    assert other.page.locator(".curate-comment").last.inner_text().startswith(DARK)
    everywhere(other, "02-done")
    one.sees("sawt-curation .notice")
    one.page.click("sawt-curation button")
    one.sees(".curate-comment.is-done", COMMENT)
    everywhere(one, "02-done")
    one.page.locator(".curate-comment.is-done button[value=open]").click()
    one.page.wait_for_function("() => !document.querySelector('.is-done')")
    other.page.reload()
    other.page.wait_for_load_state("networkidle")


def two_texts(adult: Window, address: str = "") -> None:
    if address:
        adult.open(address)
    adult.page.wait_for_load_state("networkidle")
    adult.page.keyboard.press("v")
    adult.page.wait_for_url("**/revisions*")
    adult.sees(".text-side ins", "مصباحين")
    adult.sees(".text-side del", "مصباحًا")
    everywhere(adult, "04-two-texts")
    adult.page.keyboard.press("b")
    adult.page.wait_for_url(lambda url: "/revisions" not in url)


def through_the_list(one: Window) -> None:
    """From paper to paper and back to the list that one came from, by keys alone."""
    one.page.wait_for_load_state("networkidle")
    here = one.page.url
    one.page.keyboard.press("b")
    one.page.wait_for_url("**/curate?*group=waiting*")
    one.page.locator(".curate-progress summary").click()
    everywhere(one, "05-list")
    one.page.select_option("select[name=subject]", value="school")
    one.page.click(".curate-filter button")
    one.page.wait_for_url("**subject=school*")
    rows = one.page.locator(".curate-row")
    expect(rows).to_have_count(one.page.locator(".curate-row", has_text="المدرسة").count())
    expect(rows.filter(has_text=TITLE)).to_have_count(1)
    one.open("/curate?group=waiting&written=")
    one.page.wait_for_load_state("networkidle")
    one.page.keyboard.press("j")
    one.page.keyboard.press("Enter")
    one.page.wait_for_url("**/curate/*group=waiting*")
    seen = {one.page.url}
    while one.page.locator("[data-key=j]").count():
        one.page.wait_for_load_state("networkidle")
        one.page.keyboard.press("j")
        one.page.wait_for_url(lambda url: url not in seen)
        seen.add(one.page.url)
    assert here.partition("?")[0] in {each.partition("?")[0] for each in seen}


def everywhere(adult: Window, step: str) -> None:
    """Pictures in each size; nothing scrolls sideways and axe finds nothing."""
    before = adult.page.viewport_size
    for name, size in SIZES.items():
        adult.page.set_viewport_size(size)  # type: ignore[arg-type]
        adult.page.wait_for_timeout(150)
        adult.page.screenshot(path=_path(f"{step}-{name}-{adult.name}.png"), full_page=True)
        assert adult.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert findings(adult) == [], step
    adult.page.set_viewport_size(before)  # type: ignore[arg-type]


def _path(name: str) -> str:
    PICTURES.mkdir(parents=True, exist_ok=True)
    return str(PICTURES / name)
