"""One leaves a paper that several write while a tablet is without a network: her unsent words come
along with her, and nothing of hers comes back into the others' paper."""

from __future__ import annotations

import pytest

from tests.browser.axe import moment
from tests.browser.conftest import ARTEFACTS, PHONE, TABLET, WIDE_TABLET, Hall, OpenWindow, Window
from tests.browser.test_writing_together import has, is_saved, words

pytestmark = pytest.mark.browser

# A save that was on its way when the network went is given up after ten seconds, and made again.
COMES_BACK_MS = 40_000
PICTURES = ARTEFACTS / "leaving-offline"
BEGAN = {"ar": "خط النجدة لا يفهم لهجتي.", "en": "The helpline does not understand my dialect."}
HERS = {"ar": "وأنا أسكن بعيدًا عن المدرسة.", "en": "And I live a long way from my school."}
UNSENT = {"ar": "والحافلة لا تأتي في المطر.", "en": "The bus never comes when it rains."}
OFFLINE = {"ar": "نريد من يجيب ليلًا.", "en": "Somebody should answer us at night."}
HE, SHE = "Sami Wave", "Dana Lantern"
LANGUAGES = pytest.mark.parametrize("lang", ["ar", "en"])


def paper_of(tablet: Window) -> str:
    return tablet.page.url.rpartition("/papers/")[2].partition("?")[0]


def both_write(hall: Hall, window: OpenWindow, lang: str) -> tuple[Window, Window, str]:
    """He began it, she wrote a line; both have all of it."""
    his, hers = window(f"his-{lang}", TABLET, lang), window(f"hers-{lang}", PHONE, lang)
    adult = window(f"adult-{lang}", WIDE_TABLET, lang)
    adult.sign_in(hall.person("facilitator:trial"), lang)
    his.sign_in(hall.named(HE), lang)
    his.open("/papers")
    his.page.click("form[action='/papers'] button")
    his.page.wait_for_url("**/papers/*")
    his.page.fill(".sheet-title", "1")
    his.page.fill(".sheet-body", BEGAN[lang])
    is_saved(his)
    hers.sign_in(hall.named(SHE), lang)
    hers.open("/papers")
    number = hers.page.locator(".code[dir=ltr]").inner_text()
    his.page.locator(".write-together summary").click()
    adult.open("/together")
    adult.page.fill("#paper_number", his.page.locator(".write-together .code").inner_text())
    adult.page.fill("#child_number", number)
    adult.page.click("form.card button")
    adult.sees("[role=status]", "·")
    paper = paper_of(his)
    hers.open(f"/papers/{paper}")
    has(hers, BEGAN[lang])
    hers.page.wait_for_timeout(1500)
    hers.page.fill(".sheet-body", f"{BEGAN[lang]}\n\n{HERS[lang]}")
    is_saved(hers)
    has(his, HERS[lang])
    is_saved(his)
    return his, hers, paper


def another_tablet(hall: Hall, window: OpenWindow, lang: str) -> Window:
    tablet = window(f"hers-too-{lang}", TABLET, lang)
    tablet.sign_in(hall.named(SHE), lang)
    return tablet


def types_without_network(tablet: Window, text: str) -> None:
    tablet.context.set_offline(True)
    tablet.page.fill(".sheet-body", text)
    tablet.sees('.save-state[data-state="device"]')


def rows(tablet: Window) -> int:
    """How much this tablet keeps of drafts."""
    kept = tablet.page.evaluate("() => Object.keys(localStorage).join(' ')")
    return str(kept).count("/draft/")


@LANGUAGES
def test_her_unsent_words_on_another_tablet_come_into_her_own_paper(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    his, hers, paper = both_write(hall, window, lang)
    other = another_tablet(hall, window, lang)
    other.open(f"/papers/{paper}")
    has(other, HERS[lang])
    other.page.wait_for_timeout(1500)
    types_without_network(other, f"{words(other)}\n\n{UNSENT[lang]}")

    hers.press("leave")
    hers.page.wait_for_url(lambda url: paper not in url)
    own = paper_of(hers)
    has(hers, HERS[lang])

    other.context.set_offline(False)
    way = other.page.locator(f'sawt-words-along a[href="/papers/{own}"]')
    way.wait_for(timeout=COMES_BACK_MS)
    assert other.page.locator("sawt-paper-editor").count() == 0
    assert moment(other) == []
    other.picture(PICTURES, "left")
    has(hers, HERS[lang], UNSENT[lang])
    assert rows(other) == 0
    way.click()
    has(other, HERS[lang], UNSENT[lang])
    assert BEGAN[lang] not in words(other)
    assert UNSENT[lang] not in words(his)

    other.open(f"/papers/{paper}")
    other.page.wait_for_url(f"**/papers/{own}?left=1")
    has(other, UNSENT[lang])
    other.picture(PICTURES, "led")
    assert moment(other) == []
    hers.picture(PICTURES, "own")


@LANGUAGES
def test_what_a_tablet_kept_comes_along_when_it_opens_her_papers_again(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    _, hers, paper = both_write(hall, window, lang)
    types_without_network(hers, f"{words(hers)}\n\n{UNSENT[lang]}")
    state = hers.context.storage_state()
    hers.page.close()

    other = another_tablet(hall, window, lang)
    other.open(f"/papers/{paper}")
    has(other, HERS[lang])
    other.press("leave")
    other.page.wait_for_url(lambda url: paper not in url)
    own = paper_of(other)

    again = window(f"hers-again-{lang}", PHONE, lang, storage_state=state)
    again.open("/papers")
    again.sees(f'sawt-words-along a[href="/papers/{own}"]')
    has(other, HERS[lang], UNSENT[lang])
    assert rows(again) == 0
    again.picture(PICTURES, "papers")
    assert moment(again) == []


@LANGUAGES
def test_nothing_of_hers_comes_back_into_his_paper_when_he_has_a_network_again(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    his, hers, paper = both_write(hall, window, lang)
    last = HERS[lang].split()[-1]
    changed = HERS[lang].replace(last, f"{last[:-1]}!")
    types_without_network(his, f"{BEGAN[lang]}\n\n{changed}\n\n{OFFLINE[lang]}")
    hers.press("leave")
    hers.page.wait_for_url(lambda url: paper not in url)
    his.context.set_offline(False)
    his.page.wait_for_function(
        "(gone) => !document.querySelector('.sheet-body').value.includes(gone)",
        arg=changed,
        timeout=COMES_BACK_MS,
    )
    is_saved(his)
    assert words(his) == f"{BEGAN[lang]}\n\n{OFFLINE[lang]}"
    his.page.reload()
    has(his, OFFLINE[lang])
    assert words(his) == f"{BEGAN[lang]}\n\n{OFFLINE[lang]}"
    assert words(hers) == HERS[lang]
    his.picture(PICTURES, "rest")
