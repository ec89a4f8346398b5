"""Two of the safety team open a draft that two children write: one asks with a reason, the other
says yes on her own tablet; and the children see that it was read."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.conftest import ARTEFACTS, LAPTOP, TABLET, Hall, OpenWindow, Window
from tests.browser.test_curation import a_sent_paper
from tests.browser.test_writing_together import is_saved, they_join

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "opening"
SIZES = {"laptop": LAPTOP, "tablet": TABLET, "phone": {"width": 360, "height": 740}}
TITLE, FIRST = "ما نخاف منه", "أخاف من الطريق إلى المدرسة حين يحلّ الظلام."
THEN = "And I am afraid at home. Please tell nobody."
WHY = "صديقة لهما تخاف عليهما."
NAMELESS = "ورقة بلا اسم"


def test_a_lead_and_her_second_open_a_shared_draft(hall: Hall, window: OpenWindow) -> None:
    hers, his = window("hers-ar", TABLET, "ar"), window("his-en", TABLET, "en")
    adult = window("adult-ar", LAPTOP, "ar")
    number = a_shared_draft(hall, hers, his, adult)
    lead_person = hall.person("safeguarding")
    lead, second = window("lead-ar", LAPTOP, "ar"), window("second-en", TABLET, "en")
    lead.sign_in(lead_person, "ar")
    second.sign_in(hall.person("safeguarding", but=(lead_person["name"],)), "en")

    asks_for_the_draft(lead, number)
    lead.does_not_see(FIRST)
    second.open("/safety")
    second.sees(".tag", "Somebody waits for your yes")
    everywhere(second, "03-safety")
    second.open("/access")
    second.sees(".row-name", number)
    second.sees(".user-text", WHY)
    everywhere(second, "04-second")
    second.page.click("button[value=confirm]")
    second.page.wait_for_url("**/access")
    second.does_not_see(THEN)

    lead.page.locator("a[href^='/safety/drafts/']").click()  # the page has found her yes by itself
    lead.sees(".sheet-read", FIRST)
    lead.sees(".sheet-read", THEN)
    expect(lead.page.locator(".sheet-read textarea, .sheet-read input")).to_have_count(0)
    expect(lead.page.locator(".page-main .row-name")).to_have_count(2)
    everywhere(lead, "05-draft")
    opened = lead.page.url
    second.open(opened)
    second.does_not_see(FIRST)
    adult.open(opened)
    adult.does_not_see(FIRST)

    for child, said in ((hers, "فتح مسودة"), (his, "Opened a shared draft")):
        child.open("/accesses")
        child.sees(".rows .row", said)
        child.does_not_see(WHY)
    everywhere(his, "06-child")
    everywhere(hers, "06-child")
    his.page.click(".rows .row a")
    his.page.wait_for_url("**/papers/*")
    expect(his.page.get_by_role("heading", name="My paper")).to_be_attached()

    lead.page.locator("form[action^='/access/'] button").click()
    lead.page.wait_for_url("**/access")
    lead.open(opened)
    lead.does_not_see(FIRST)
    everywhere(lead, "07-closed")


def test_who_wrote_a_paper_without_a_name(hall: Hall, window: OpenWindow) -> None:
    paper = a_sent_paper(hall, hall.named("Sami Wave"), NAMELESS)
    lead_person = hall.person("safeguarding")
    lead, second = window("lead-en", LAPTOP, "en"), window("second-ar", TABLET, "ar")
    lead.sign_in(lead_person, "en")
    second.sign_in(hall.person("safeguarding", but=(lead_person["name"],)), "ar")
    lead.open(f"/curate/{paper}")
    everywhere(lead, "10-paper")
    lead.page.click("a[href^='/access/who_wrote/']")
    lead.page.fill("#reason", "Somebody may be in danger.")
    everywhere(lead, "11-asking")
    lead.page.locator("form.card .button-main").click()
    lead.page.wait_for_url("**/access")
    second.open("/access")
    second.page.click("button[value=confirm]")
    second.page.wait_for_url("**/access")
    lead.page.locator("a[href^='/safety/authors/']").click()
    lead.sees(".row-name", "Sami")
    lead.does_not_see(NAMELESS)
    everywhere(lead, "12-author")
    # The role ends in the middle of it: the page goes away by itself.
    opened, slug = lead.page.url, lead_person["name"].lower().replace(". ", "-")
    hall.server.flask("withdraw-role", slug, "safeguarding")
    lead.page.wait_for_url(lambda url: "/safety/" not in url)
    lead.page.wait_for_load_state()
    lead.does_not_see("Sami")
    lead.open(opened)
    lead.does_not_see("Sami")


def a_shared_draft(hall: Hall, hers: Window, his: Window, adult: Window) -> str:
    """Both write it, and both have read that it can be opened. Its number."""
    adult.sign_in(hall.person("facilitator:trial"), "ar")
    adult.open("/together")
    hers.sign_in(hall.named("Sami Wave"), "ar")
    hers.open("/papers")
    hers.page.click("form[action='/papers'] button")
    hers.page.wait_for_url("**/papers/*")
    paper = hers.page.url.rpartition("/papers/")[2].partition("?")[0]
    hers.page.fill(".sheet-title", TITLE)
    hers.page.fill(".sheet-body", FIRST)
    is_saved(hers)
    number = str(hers.page.locator(".write-together .code").text_content()).strip()
    his.sign_in(hall.named("Dana Lantern"), "en")
    his.open("/papers")
    his.sees("main", "The safety team can open a shared draft")
    hers.page.wait_for_timeout(1500)
    they_join(adult, hers, his)
    his.open(f"/papers/{paper}")
    his.page.wait_for_function(
        "(first) => document.querySelector('.sheet-body').value.includes(first)", arg=FIRST
    )
    his.page.fill(".sheet-body", f"{FIRST}\n\n{THEN}")
    is_saved(his)
    return number


def asks_for_the_draft(lead: Window, number: str) -> None:
    lead.open("/safety/papers")
    expect(lead.page.locator(".row-name", has_text=number)).to_have_count(1)
    lead.page.fill("#number", number)
    lead.page.press("#number", "Enter")
    lead.page.wait_for_url("**number=*")
    everywhere(lead, "01-list")
    lead.page.click("a[href^='/access/shared_draft/']")
    lead.page.fill("#reason", WHY)
    everywhere(lead, "02-asking")
    lead.page.locator("form.card .button-main").click()
    lead.page.wait_for_url("**/access")


def everywhere(one: Window, step: str) -> None:
    """Pictures in each size; nothing scrolls sideways and axe finds nothing."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    before = one.page.viewport_size
    for name, size in SIZES.items():
        one.page.set_viewport_size(size)  # type: ignore[arg-type]
        one.page.wait_for_timeout(150)
        one.page.screenshot(path=str(PICTURES / f"{step}-{name}-{one.name}.png"), full_page=True)
        assert one.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), step
    assert findings(one) == [], step
    one.page.set_viewport_size(before)  # type: ignore[arg-type]
