"""A child has written at home: the words of her file come onto the sheet below what she types, with
nothing that was hidden in it, and a file that can't be read takes no word away."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import moment
from tests.browser.conftest import ARTEFACTS, PHONE, TABLET, Hall, OpenWindow, Window
from tests.browser.test_writing_together import has, is_saved, words
from tests.papers.bringing import made

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "bringing"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPED = "أكتب هذا السطر على الجهاز."


def chooses(child: Window, file: bytes, name: str = "ورقتي.docx") -> None:
    chosen = child.page.locator(".bring-file input[type=file]")
    chosen.set_input_files({"name": name, "mimeType": DOCX, "buffer": file})


def begins(child: Window) -> None:
    child.open("/papers")
    child.page.click("form[action='/papers'] button")
    child.page.wait_for_url("**/papers/*")


def test_a_text_comes_out_of_a_file(hall: Hall, window: OpenWindow) -> None:
    child = window("child-ar", TABLET, "ar")
    child.sign_in(hall.named("Sami Wave"), "ar")
    begins(child)
    child.page.wait_for_load_state("networkidle")
    child.page.locator(".bring-file summary").click()
    child.picture(PICTURES, "01-fold")
    assert moment(child) == []
    child.page.click("[data-press=bring]")
    child.sees(".bring-file .said", "ملف")

    chooses(child, made.whole())
    child.page.click("[data-press=bring]")
    child.sees(".bring-file [role=status].notice")
    expect(child.page.locator(".sheet-title")).to_have_value("باب يُغلق")
    has(child, "The door is heavy.", "• مصباح")
    is_saved(child)
    assert made.HIDDEN not in child.page.content() + words(child)
    child.picture(PICTURES, "02-words")
    assert moment(child) == []

    child.page.locator(".sheet-body").press("Control+Home")
    child.page.keyboard.type(f"{TYPED}\n\n")
    chooses(child, made.of_lines("من البيت."))
    child.page.click("[data-press=bring]")  # at once, before the line was saved
    has(child, TYPED, "The door is heavy.", "من البيت.")
    assert words(child).startswith(TYPED)
    assert words(child).rstrip().endswith("من البيت.")

    chooses(child, made.with_words(made.run("أبواب.") + made.CHART))
    child.page.click("[data-press=bring]")
    has(child, "أبواب.")
    child.sees(".bring-file .notice-warm", "رسم بياني")
    child.page.locator(".bring-file").scroll_into_view_if_needed()
    child.picture(PICTURES, "07-stayed")
    assert moment(child) == []
    is_saved(child)

    before = words(child)
    chooses(child, b"MZ" + bytes(2000), "ورقتي.docx")
    child.page.click("[data-press=bring]")
    child.sees(".bring-file .said", ".docx")
    assert words(child) == before
    child.page.locator(".bring-file").scroll_into_view_if_needed()
    child.picture(PICTURES, "03-no")
    assert moment(child) == []
    child.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    child.page.locator(".bring-file").scroll_into_view_if_needed()
    child.picture(PICTURES, "04-phone")
    assert child.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    child.page.reload()
    has(child, *before.split("\n\n"))


def test_it_works_without_scripts_and_keeps_what_was_not_saved(
    hall: Hall, window: OpenWindow
) -> None:
    child = window("plain-ar", TABLET, "ar", java_script_enabled=False)
    child.sign_in(hall.named("Sami Wave"), "ar")
    begins(child)
    child.page.fill("#body", TYPED)
    child.page.locator(".bring-file summary").click()
    button = child.page.locator(".bring-file button")
    chooses(child, b"MZ")
    button.click()
    child.sees("[role=alert]", ".docx")
    assert child.page.input_value("#body") == TYPED
    child.picture(PICTURES, "05-plain-no")
    child.page.locator(".bring-file summary").click()
    chooses(child, made.whole_odt(), "ورقتي.odt")
    button.click()
    child.page.wait_for_url(lambda url: not url.endswith("/file"))
    body = child.page.input_value("#body")
    assert body.startswith(f"{TYPED}\n\nباب يُغلق\n\nThe door[1] is heavy.")
    child.page.locator(".bring-file summary").click()
    child.picture(PICTURES, "06-plain-words")
    chooses(child, made.with_words(made.run("أبواب.") + made.CHART))
    button.click()
    child.sees(".notice-warm[role=status]", "رسم بياني")
    assert "أبواب." in child.page.input_value("#body")
    child.picture(PICTURES, "08-plain-stayed")
