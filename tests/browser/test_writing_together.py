"""Two children write one paper on two tablets, one of them without a network for a while: no word
is lost, and where both wrote at the same place both texts are shown."""

from __future__ import annotations

import pytest

from tests.browser.axe import moment
from tests.browser.conftest import ARTEFACTS, PHONE, TABLET, WIDE_TABLET, Hall, OpenWindow, Window
from tests.browser.test_read_aloud import VOICES

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "writing-together"
BEGAN = "خط النجدة لا يفهم لهجتي."
HERS = "أقترح أن يتعلم كل خط لهجات أطفاله."
HIS = "And somebody should answer at night, in English too."
AFTER = "وهذا ما سمعته من أصدقائي في المخيم."


def words(tablet: Window) -> str:
    return tablet.page.input_value(".sheet-body")


def has(tablet: Window, *lines: str) -> None:
    """Wait until all these words stand in the editor, without a reload."""
    tablet.page.wait_for_function(
        "(all) => all.every((one) => document.querySelector('.sheet-body').value.includes(one))",
        arg=list(lines),
    )


def is_saved(tablet: Window) -> None:
    tablet.sees('.save-state[data-state="saved"]')


def they_join(adult: Window, hers: Window, his: Window) -> None:
    """Both tell the adult a number; the one who began sees at once that they are two."""
    his.open("/papers")
    number = his.page.locator(".code[dir=ltr]").inner_text()
    hers.page.locator(".write-together summary").click()
    adult.page.fill("#paper_number", hers.page.locator(".write-together .code").inner_text())
    adult.page.fill("#child_number", number)
    adult.picture(PICTURES, "adult")
    assert moment(adult) == []
    adult.page.click("form.card button")
    adult.sees("[role=status]", "·")
    hers.sees("sawt-paper-editor .card", "فريق الحماية")


def test_two_children_write_one_paper_and_no_word_is_lost(hall: Hall, window: OpenWindow) -> None:
    hers, his = window("hers-ar", TABLET, "ar"), window("his-en", PHONE, "en")
    adult = window("adult-ar", WIDE_TABLET, "ar")
    adult.sign_in(hall.person("facilitator:trial"), "ar")
    adult.open("/together")
    hers.page.add_init_script(f"({VOICES})()")
    hers.sign_in(hall.named("Sami Wave"), "ar")
    hers.open("/papers")
    hers.page.click("form[action='/papers'] button")
    hers.page.wait_for_url("**/papers/*")
    paper = hers.page.url.rpartition("/papers/")[2].partition("?")[0]
    hers.page.fill(".sheet-title", "خط يفهمني")
    hers.page.fill(".sheet-body", BEGAN)
    is_saved(hers)

    his.sign_in(hall.named("Dana Lantern"), "en")
    hers.page.wait_for_timeout(1500)
    they_join(adult, hers, his)
    his.open(f"/papers/{paper}")
    has(his, BEGAN)

    # Each writes on, and reads within a moment what the other wrote; the caret stays where it was.
    his.page.wait_for_timeout(1500)
    hers.page.fill(".sheet-body", f"{BEGAN}\n\n{HERS}")
    has(his, HERS)
    his.page.fill(".sheet-body", f"{HIS}\n\n{words(his)}")
    his.page.evaluate("() => document.querySelector('.sheet-body').setSelectionRange(3, 3)")
    has(hers, HIS)
    is_saved(his)

    # One is without a network, and both write: at the end, and in the same sentence.
    his.context.set_offline(True)
    his.page.fill(".sheet-body", words(his).replace("at night", "at night and on Fridays"))
    his.sees('.save-state[data-state="device"]')
    hers.page.fill(".sheet-body", words(hers).replace("somebody", "a person") + f"\n\n{AFTER}")
    is_saved(hers)
    his.context.set_offline(False)
    his.sees(".both-texts")
    both = (HIS.replace("somebody", "a person"), HIS.replace("at night", "at night and on Fridays"))
    has(his, BEGAN, HERS, AFTER, *both)
    is_saved(his)
    has(hers, BEGAN, HERS, AFTER, *both)
    assert moment(his) == []
    his.picture(PICTURES, "both")
    assert his.page.locator(".both-texts button").first.inner_text() == "Keep both"
    his.page.locator(".both-texts button", has_text="Only this one").first.click()
    his.page.locator(".both-texts").wait_for(state="detached")
    is_saved(his)
    hers.page.wait_for_function(
        "(gone) => !document.querySelector('.sheet-body').value.includes(gone)", arg=both[0]
    )
    has(hers, BEGAN, HERS, AFTER, both[1])

    # It is read aloud in its language, and what helps to begin stays folded away.
    hers.page.locator(".read-aloud").click()
    hers.page.wait_for_function("() => heard.length > 0")
    assert hers.page.evaluate("() => heard[0]") == ["ar", "خط يفهمني"]
    hers.page.evaluate("() => scrollTo(0, 0)")
    hers.picture(PICTURES, "together")
    hers.page.locator("[data-prompts] summary").click()
    hers.page.evaluate("() => scrollTo(0, 0)")
    hers.picture(PICTURES, "written")
    hers.page.reload()
    hers.sees(".save-state")
    assert hers.page.locator("[data-prompts] li").first.is_hidden()

    # One leaves with what she began: it is a paper of her own, and the other goes on with the rest.
    his.press("leave")
    his.page.wait_for_url(lambda url: paper not in url)
    assert both[1] in words(his)
    assert BEGAN not in words(his)
    hers.page.wait_for_function(
        "(gone) => !document.querySelector('.sheet-body').value.includes(gone)", arg=both[1]
    )
    has(hers, BEGAN, HERS, AFTER)
    hers.page.locator("sawt-paper-editor .card:not(.bring-file, .draw-in)").wait_for(
        state="detached"
    )
