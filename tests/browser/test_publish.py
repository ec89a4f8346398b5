"""A closed session is published by a lead facilitator, who reads first that nothing undoes it."""

from __future__ import annotations

import pytest

from tests.browser.axe import findings
from tests.browser.conftest import ARTEFACTS, LAPTOP, PHONE, WIDE_TABLET, Hall, OpenWindow, Window
from tests.browser.test_story import the_session_goes_live

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "publish"
BUTTON = '[data-press="ask-publish"]'


def test_a_session_is_published_once_it_is_closed_and_asked_twice(
    hall: Hall, window: OpenWindow
) -> None:
    moderator = window("moderator-en", WIDE_TABLET, "en")
    moderator.sign_in(hall.person("moderator:trial"), "en")
    moderator.open("/sessions/trial/moderate")
    lina = at_the_desk(hall, window, "Lina Palm", LAPTOP, "en")
    sidr = at_the_desk(hall, window, "Mr. Sidr", PHONE, "ar")
    the_session_goes_live(moderator)
    for adult in (lina, sidr):
        adult.sees(".seat-watch", "")
        assert adult.page.locator(BUTTON).count() == 0, "it is not offered before the end"

    moderator.act_until("Close the session")
    moderator.act("Close the session")
    lina.sees(".publishing", "this can't be undone")
    sidr.sees(".publishing", "لا رجعة")
    for adult in (lina, sidr):
        adult.sees(BUTTON)
        adult.page.locator(".seat-watch").scroll_into_view_if_needed()
        adult.picture(PICTURES, "1-closed")
    sidr.press("ask-publish")
    sidr.sees('[data-press="publish"]')
    sidr.picture(PICTURES, "2-asked")
    assert findings(sidr) == []
    sidr.press("not-yet")
    sidr.sees(BUTTON)
    lina.press("ask-publish")
    lina.picture(PICTURES, "2-asked")
    lina.press("publish")
    lina.sees(".published", "The session is published")
    sidr.sees(".published", "نُشرت الجلسة")
    for adult in (lina, sidr):
        assert adult.page.locator('[data-press="reopen"]').count() == 0
        adult.picture(PICTURES, "3-published")


def at_the_desk(
    hall: Hall, window: OpenWindow, name: str, size: dict[str, int], lang: str
) -> Window:
    adult = window(f"{name.split()[-1].lower()}-{lang}", size, lang)
    adult.sign_in(hall.named(name), lang)
    adult.open("/sessions/trial/assist")
    return adult
