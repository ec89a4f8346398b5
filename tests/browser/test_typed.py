"""An adult types for a child who reads along on her own tablet: both write at once and nothing is
lost, until she says that these are her own words; then it is hers alone, and she sends it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import moment
from tests.browser.conftest import ARTEFACTS, LAPTOP, PHONE, TABLET, Hall, OpenWindow, Window
from tests.browser.test_read_aloud import VOICES
from tests.browser.test_writing_together import has, is_saved, words

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "typed"
IN = {
    "ar": {
        "told": "الدرج عند باب بيتنا مظلم، وأخي الصغير يخاف.",
        "right": ("أخي", "أختي"),
        "on": "أريد مصباحًا عند الباب.",
        "late": "وكرسيًا لجدتي.",
        "title": "مصباح",
        "asks": "هل هذه كلماتك؟",
        "button": "هذه كلماتي",
        "not_yet": "تغيّرت الكلمات",
        "over": "صارت الورقة لصاحبها وحده",
        "unkept": "آخر ما كتبته لم يُحفظ",
        "sent": "أُرسلت",
        "mark": "كتبها شخص بالغ",
    },
    "en": {
        "told": "The stairs at our door are dark, and my little brother is afraid.",
        "right": ("brother", "sister"),
        "on": "I want a lamp at the door.",
        "late": "And a chair for my grandmother.",
        "title": "A lamp",
        "asks": "Are these your words?",
        "button": "These are my words",
        "not_yet": "The words have changed",
        "over": "It is the child’s own paper now",
        "unkept": "was not saved in time",
        "sent": "Sent",
        "mark": "Typed by an adult",
    },
}


def looks(window: Window, step: str) -> None:
    """Pictures at a phone, a tablet and a laptop; nothing is wider than the page."""
    before = window.page.viewport_size
    assert before is not None
    for size in (PHONE, TABLET, LAPTOP):
        window.page.set_viewport_size(size)  # type: ignore[arg-type]
        window.page.evaluate("() => scrollTo(0, 0)")
        window.picture(PICTURES, f"{step}-{size['width']}")
        assert window.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    window.page.set_viewport_size(before)
    assert moment(window) == []


def begins(adult: Window, child: Window, lang: str) -> str:
    """The child says her number aloud, the adult enters it. The paper's id."""
    child.open("/papers")
    number = child.page.locator(".code[dir=ltr]").inner_text()
    adult.open("/curate")
    adult.page.click("a[href='/curate/typing']")
    adult.page.fill("#number", "12345678")
    adult.page.click("form.card button")
    adult.sees("[role=alert]")
    if lang == "ar":
        number = number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    adult.page.fill("#number", number)
    adult.page.select_option("#lang", lang)
    adult.page.evaluate("() => document.activeElement.blur()")
    looks(adult, f"01-{lang}-begins")
    adult.page.click("form.card button")
    adult.page.wait_for_url("**/curate/typing/*")
    adult.sees("sawt-typed-editor .sheet-body")
    return adult.page.url.rpartition("/")[2].partition("?")[0]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_typed_for_a_child_it_is_hers_once_she_says_so(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    say = IN[lang]
    adult, child = window(f"adult-{lang}", TABLET, lang), window(f"child-{lang}", TABLET, lang)
    child.page.add_init_script(f"({VOICES})()")
    adult.sign_in(hall.person("facilitator:trial"), lang)
    child.sign_in(hall.named("Sami Wave" if lang == "ar" else "Dana Lantern"), lang)

    # The wrong child is undone before a word; then it is the right one.
    begins(adult, child, lang)
    adult.page.locator("sawt-typed-editor button[value=undo]").click()
    adult.page.wait_for_url("**/curate/typing")
    paper = begins(adult, child, lang)
    child.sees("sawt-my-papers .asks")

    # The adult types, the child reads along and corrects a word while the adult types on.
    child.open(f"/papers/{paper}")
    adult.page.fill(".sheet-title", str(say["title"]))
    adult.page.fill(".sheet-body", str(say["told"]))
    has(child, str(say["told"]))
    wrong, right = say["right"]
    adult.page.focus(".sheet-body")
    adult.page.evaluate(
        "() => { const one = document.querySelector('.sheet-body');"
        " one.setSelectionRange(one.value.length, one.value.length); }"
    )
    adult.page.keyboard.insert_text("\n\n" + str(say["on"]))
    child.page.fill(".sheet-body", words(child).replace(wrong, right))
    told = str(say["told"]).replace(wrong, right)
    has(adult, told, str(say["on"]))
    has(child, told, str(say["on"]))
    is_saved(adult)
    is_saved(child)
    looks(adult, f"03-{lang}-types")
    looks(child, f"04-{lang}-reads")
    child.page.locator(".read-aloud").first.click()
    child.page.wait_for_function("() => heard.length > 0")
    assert child.page.locator("[data-press=submit]").count() == 0
    assert child.page.locator(".both-texts").count() == 0
    child.sees(".typed-for-me", str(say["asks"]))
    child.open("/papers")
    child.sees("sawt-my-papers .asks", str(say["asks"]))
    looks(child, f"02-{lang}-list")
    child.open(f"/papers/{paper}")
    child.sees(".own-words")

    # What came a moment ago is read before it is anybody's own.
    child.page.locator("[data-press=own]").scroll_into_view_if_needed()
    adult.page.fill(".sheet-body", words(adult) + " …")
    child.page.wait_for_function("() => document.querySelector('.sheet-body').value.endsWith('…')")
    child.page.evaluate("() => document.querySelector('[data-press=own]').click()")
    child.sees(".own-words .said", str(say["not_yet"]))
    child.page.wait_for_timeout(1_600)

    # The adult is without a network and types on; the child says: these are my words.
    adult.context.set_offline(True)
    adult.page.fill(".sheet-body", words(adult) + "\n\n" + str(say["late"]))
    adult.sees('.save-state[data-state="device"]')
    expect(child.page.locator("[data-press=own]")).to_have_text(str(say["button"]))
    child.press("own")
    child.sees("[data-press=submit]")
    looks(child, f"05-{lang}-own")
    adult.context.set_offline(False)
    adult.sees("sawt-typed-editor .typing-over", str(say["over"]))
    adult.sees(".typing-over", str(say["unkept"]))
    adult.sees(".typing-unkept", str(say["late"]))
    adult.does_not_see(told)
    looks(adult, f"06-{lang}-over")
    kept = adult.page.evaluate(
        "() => Object.keys(localStorage).filter((one) => one.includes('typed'))"
    )
    assert kept == [], "nothing of it lies on the adult's device"
    assert adult.page.goto(f"{hall.server.url}/curate/typing/{paper}").status == 404  # type: ignore[union-attr]
    adult.picture(PICTURES, f"07-{lang}-gone")
    adult.open("/curate/typing")
    adult.sees("sawt-typing .empty-state")

    child.press("submit")
    child.sees(".paper-state", str(say["sent"]))
    looks(child, f"08-{lang}-sent")
    adult.open(f"/curate/{paper}")
    adult.sees(".typed-by-adult", str(say["mark"]))
    looks(adult, f"09-{lang}-desk")
    adult.open(f"/curate/{paper}/revisions")
    adult.sees(".typed-by-adult", str(say["mark"]))


def test_an_open_page_of_the_adult_hears_of_it_at_once(hall: Hall, window: OpenWindow) -> None:
    """With a network nothing typed is lost, and within a moment nothing of it is on the page."""
    adult, child = window("adult-fr", LAPTOP, "fr"), window("child-fr", PHONE, "fr")
    adult.sign_in(hall.person("facilitator:trial"), "fr")
    child.sign_in(hall.named("Sami Wave"), "fr")
    paper = begins(adult, child, "fr")
    child.open(f"/papers/{paper}")
    adult.page.fill(".sheet-body", "Notre escalier est sombre.")
    has(child, "Notre escalier est sombre.")
    is_saved(adult)
    child.page.wait_for_timeout(1_600)
    child.press("own")
    adult.page.locator(".typing-over").wait_for(timeout=2_000 + 1_000)
    adult.does_not_see("Notre escalier")
    child.picture(PICTURES, "10-own")
    adult.picture(PICTURES, "10-over")
    assert moment(child) == []


def test_what_a_page_that_was_left_had_typed_is_told_in_the_list(
    hall: Hall, window: OpenWindow
) -> None:
    """Without a network she typed on and left: once it is back her list has the words, and her
    device has nothing of the paper."""
    adult, child = window("adult-left", PHONE, "en"), window("child-left", PHONE, "en")
    adult.sign_in(hall.person("facilitator:trial"), "en")
    child.sign_in(hall.named("Dana Lantern"), "en")
    paper = begins(adult, child, "en")
    adult.page.fill(".sheet-body", "The stairs are dark.")
    is_saved(adult)
    child.open(f"/papers/{paper}")
    has(child, "The stairs are dark.")
    child.page.locator(".own-words").scroll_into_view_if_needed()
    child.picture(PICTURES, "11-asks")
    adult.context.set_offline(True)
    adult.page.fill(".sheet-body", "The stairs are dark.\n\nAnd I count them.")
    adult.sees('.save-state[data-state="device"]')
    adult.page.goto("about:blank")
    child.page.wait_for_timeout(1_600)
    child.press("own")
    child.sees("[data-press=submit]")
    adult.context.set_offline(False)
    adult.open("/curate/typing")
    adult.sees("sawt-typing .typing-unkept", "And I count them.")
    adult.does_not_see("The stairs are dark.")
    adult.picture(PICTURES, "11-left")
    assert moment(adult) == []
    adult.page.reload()
    adult.sees("sawt-typing .empty-state")
    adult.does_not_see("And I count them.")
