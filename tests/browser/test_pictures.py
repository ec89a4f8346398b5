"""The pictures of the README. `make pictures` puts them into docs/pictures/, any other run into
tests/artefacts/."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.conftest import (
    ARTEFACTS,
    LAPTOP,
    PHONE,
    TABLET,
    WALL,
    WIDE_TABLET,
    Hall,
    OpenWindow,
    Window,
)
from tests.browser.test_story import sign_everybody_in, the_session_goes_live
from tests.running import ROOT

pytestmark = pytest.mark.browser

TITLE = "حين يكون الهاتف بعيدًا"
BODY = (
    "في بيتنا هاتف واحد، والجميع يسمع ما نقول.\n\n"
    "أقترح أن نكتب إلى خط المساندة من المدرسة، وأن يجيبنا شخص يعرف لهجتنا.\n\n"
    "لا أبحث عن حلّ سريع. أبحث أولًا عمّن يصغي."
)
QUESTIONS = {"ar": "هل يجيب الخط في العيد أيضًا؟", "en": "Who decides which language answers?"}
PRETEND_PHONES = 30  # of forty; the others are still on their way
WIDEST = 1280
HEAVIEST = 150_000


@pytest.fixture
def keep(request: pytest.FixtureRequest) -> Callable[[Window, str], None]:
    """Keeps a picture of a window, small enough for a page that strangers load."""
    is_asked_for = request.config.getoption("pictures")
    folder = ROOT / "docs" / "pictures" if is_asked_for else ARTEFACTS / "pictures"
    folder.mkdir(parents=True, exist_ok=True)

    def keep_picture(window: Window, name: str) -> None:
        window.page.wait_for_timeout(1_200)  # tiles flow for 900 ms; a still picture shows the end
        _write(window.page.screenshot(), folder / f"{name}.png")

    return keep_picture


def _write(taken: bytes, path: Path) -> None:
    with Image.open(io.BytesIO(taken)) as picture:
        small = picture.convert("RGB")
    if small.width > WIDEST:
        height = round(small.height * WIDEST / small.width)
        small = small.resize((WIDEST, height), Image.Resampling.LANCZOS)
    # An octree keeps the few saffron dots that another palette would grey.
    few = small.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    assert path.stat().st_size < HEAVIEST, path.name


def test_the_pictures_of_the_readme(
    hall: Hall, window: OpenWindow, keep: Callable[[Window, str], None]
) -> None:
    phone = window("phone", PHONE, "ar", device_scale_factor=2)
    delegate = window("delegate", TABLET, "ar")
    moderator = window("moderator", WIDE_TABLET, "en")
    facilitator = window("facilitator", LAPTOP, "fr")
    screen = window("screen", WALL, "en")
    sign_everybody_in(hall, phone, delegate, moderator, facilitator, screen)
    the_hall_fills(window("try", LAPTOP, "en"))

    a_paper_is_being_written(delegate)
    keep(delegate, "paper")

    the_session_goes_live(moderator)
    moderator.act_until("Open the show of hands")
    moderator.act("Open the show of hands")
    phone.page.locator(".choice").nth(1).click()
    phone.sees(".saved")
    moderator.page.get_by_text(re.compile(r"^\s*[234]\d of \d\d answered")).first.wait_for()
    keep(phone, "phone")
    keep(moderator, "moderator")
    keep(screen, "wall-poll")

    moderator.act("Close the show of hands")
    moderator.act("Show the result")
    screen.sees(".bars")
    keep(screen, "wall-result")

    moderator.act("Next:")
    for lang, asker in (("en", window("another-phone", PHONE, "en")), ("ar", phone)):
        if asker is not phone:
            asker.open(f"/join/{hall.session('trial')['room_code']}")
        asker.page.fill("#question-text", QUESTIONS[lang])
        asker.page.click(".ask .button-main")
        asker.sees(".receipt")
    facilitator.open("/sessions/trial/assist")
    facilitator.sees("sawt-desk .desk-text")
    keep(facilitator, "desk")


def the_hall_fills(window: Window) -> None:
    window.open("/try?lang=en")
    window.page.click("[data-fill] button")
    band = window.page.locator(".badge-live").get_by_text(
        re.compile(rf"^\s*({PRETEND_PHONES}|3\d|40) ")
    )
    while not band.count():
        window.page.wait_for_timeout(1_000)
        window.page.reload()


def a_paper_is_being_written(delegate: Window) -> None:
    delegate.open("/papers")
    delegate.page.click("form[action='/papers'] button")
    delegate.page.wait_for_url("**/papers/*")
    delegate.page.fill(".sheet-title", TITLE)
    delegate.page.fill(".sheet-body", BODY)
    delegate.sees('.save-state[data-state="saved"]')
    delegate.page.locator(".sheet-body").blur()
