"""What can be seen in a picture is kept with every key, as every other word of a draft: without a
network, over a reload, and where two write about one picture at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.browser.axe import findings, moment, small_targets
from tests.browser.conftest import ARTEFACTS, PHONE, TABLET, Hall, OpenWindow, Window
from tests.browser.test_drawings import brings
from tests.papers.pictures.drawn import drawing

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "told-pictures"
FIELD = ".drawn textarea"
LABEL = ".sheet-foot .save-state"
POSTS = "**/papers/*/pictures"
TREE = {"ar": "شجرة فيها أرجوحة", "en": "A tree with a swing"}
BIRD = {"ar": "وعلى غصنها عصفور.", "en": "and a bird on its branch."}
OURS = {"ar": "أطفال من حيّين يلعبون معًا.", "en": "Children of two streets play together."}
OTHER = {"ar": "Everybody shares one ball.", "en": "للجميع كرة واحدة."}
LONG = {"ar": "كرة واحدة للجميع. " * 40, "en": "One ball for everybody. " * 30}


def is_kept(window: Window, state: str) -> None:
    """The picture's own label says so, and that of the whole paper too."""
    window.sees(f'.drawn .save-state[data-state="{state}"]')
    window.sees(f'{LABEL}[data-state="{state}"]')


def has(window: Window, *words: str) -> None:
    window.page.wait_for_function(
        f"(all) => all.every((one) => document.querySelector('{FIELD}').value.includes(one))",
        arg=[one.strip() for one in words],
    )


def writes_on(window: Window, words: str) -> None:
    """With the keys, at the end of what stands there; the caret stays in the field."""
    window.page.locator(FIELD).focus()
    window.page.keyboard.press("Control+End")
    window.page.keyboard.type(words)


def look(window: Window, step: str) -> None:
    window.page.locator(FIELD).scroll_into_view_if_needed()
    size = window.page.viewport_size
    for width, height in ((360, 740), (820, 1180), (1366, 768)):
        window.page.set_viewport_size({"width": width, "height": height})
        window.page.wait_for_timeout(350)
        window.page.locator(".draw-in").screenshot(path=PICTURES / f"{step}-{width}.png")
        assert window.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    if size:
        window.page.set_viewport_size({"width": size["width"], "height": size["height"]})


def nothing_comes_through(route: Route) -> None:
    route.abort() if route.request.method == "POST" else route.continue_()


def both_have_a_picture(hall: Hall, first: tuple[Window, str], second: tuple[Window, str]) -> None:
    """One child, each of her windows in a language, and a new paper with a picture on both."""
    (one, lang), (two, other) = first, second
    PICTURES.mkdir(parents=True, exist_ok=True)
    sami = hall.named("Sami Wave")
    one.sign_in(sami, lang)
    two.sign_in(sami, other)
    one.open("/papers")
    one.page.locator("form[action='/papers'] button").first.click()
    one.page.wait_for_url("**/papers/*")
    one.sees(f'{LABEL}[data-state="saved"]')
    two.open(f"/papers/{one.page.url.rpartition('/')[2].partition('?')[0]}")
    brings(one, "picture", "tree.jpg", drawing((900, 600)))
    two.sees(FIELD)


@pytest.mark.parametrize(("lang", "other"), [("ar", "en"), ("en", "ar")])
def test_no_word_about_a_picture_is_lost(
    hall: Hall, window: OpenWindow, lang: str, other: str
) -> None:
    one, two = window(f"one-{lang}", TABLET, lang), window(f"two-{other}", PHONE, other)
    both_have_a_picture(hall, (one, lang), (two, other))

    # She stays in the field: a moment later it is saved, and there after a reload too.
    writes_on(one, TREE[lang])
    is_kept(one, "saved")
    has(two, TREE[lang])
    one.page.reload()
    has(one, TREE[lang])
    is_kept(one, "saved")

    # Without a network it is on this device, and goes out by itself once there is one.
    one.context.set_offline(True)
    writes_on(one, f" {BIRD[lang]}")
    is_kept(one, "device")
    one.page.locator(FIELD).blur()
    one.page.wait_for_timeout(500)
    is_kept(one, "device")
    # Nothing asks for a press: there is no button that it could be.
    assert "".join(one.page.locator(".draw-in .said").all_inner_texts()).strip() == ""
    look(one, f"1-on-this-device-{lang}")
    one.context.set_offline(False)
    is_kept(one, "saved")
    has(two, TREE[lang], BIRD[lang])

    # Nothing comes through, and the page is loaded anew: the words are there, and go out.
    one.page.route(POSTS, nothing_comes_through)
    writes_on(one, f"\n{OURS[lang]}")
    is_kept(one, "device")
    one.page.reload()
    has(one, BIRD[lang], OURS[lang])
    is_kept(one, "device")
    # Meanwhile the other device goes on with the same words.
    writes_on(two, f" {OTHER[lang]}")
    two.page.locator(FIELD).blur()
    is_kept(two, "saved")
    one.page.unroute(POSTS)
    is_kept(one, "saved")
    for window_of in (one, two):
        has(window_of, OURS[lang], OTHER[lang], BIRD[lang])


@pytest.mark.parametrize(("lang", "other"), [("ar", "en"), ("en", "ar")])
def test_where_two_write_about_one_picture_both_texts_stand(
    hall: Hall, window: OpenWindow, lang: str, other: str
) -> None:
    one, two = window(f"first-{lang}", TABLET, lang), window(f"second-{other}", PHONE, other)
    both_have_a_picture(hall, (one, lang), (two, other))

    one.page.route(POSTS, nothing_comes_through)
    writes_on(one, OURS[lang])
    is_kept(one, "device")
    writes_on(two, OTHER[lang])
    two.page.locator(FIELD).blur()
    is_kept(two, "saved")
    one.page.unroute(POSTS)
    one.sees(".both-told")
    is_kept(one, "saved")
    for window_of in (one, two):
        has(window_of, OURS[lang], OTHER[lang])
    look(one, f"2-both-{lang}")
    assert moment(one) == []
    assert small_targets(one) == []
    one.page.locator(".both-told [data-press=both]").click()
    expect(one.page.locator(".both-told")).to_have_count(0)

    # Both do not fit: neither is gone, and she chooses.
    one.page.route(POSTS, nothing_comes_through)
    one.page.fill(FIELD, LONG[lang])
    is_kept(one, "device")
    two.page.fill(FIELD, LONG[other])
    two.page.locator(FIELD).blur()
    is_kept(two, "saved")
    one.page.unroute(POSTS)
    one.sees(".both-told")
    one.sees(".both-told .said")
    is_kept(one, "device")
    has(one, LONG[lang])
    has(two, LONG[other])
    look(one, f"3-too-long-{lang}")
    assert moment(one) == []
    assert findings(one) == []
    one.page.locator(".both-told .text-side button").nth(0).click()
    is_kept(one, "saved")
    expect(one.page.locator(".both-told")).to_have_count(0)
    has(two, LONG[lang])
