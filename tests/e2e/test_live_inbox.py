"""The inbox updates by itself: a referred message appears in the open list of its unit, and is noticed."""

from playwright.sync_api import Page, expect

from deskq.core.text.persian import ascii_digits
from tests.e2e import inbox_actions
from tests.e2e.conftest import LANGUAGES

OFFICE, SHARED = "set_up", True

ROWS = ".inbox-row"


def registered(page: Page) -> str:
    """The operator takes a call; its tracking code."""
    page.goto("/intake")
    page.wait_for_selector("#category[role=combobox]")
    page.locator("#body").fill("آسفالت کوچه نشست کرده است")
    page.locator("#address").fill("خیابان طالقانی")
    page.locator("#body").press("Control+Enter")
    page.wait_for_selector(".taken-code")
    return ascii_digits(page.locator(".taken-code").inner_text()).replace(" ", "")


def without_quiet_hours(page: Page, kind: str) -> None:
    """This kind of alert is sent at any time of day, so the hour at which the test runs does not matter."""
    page.goto(f"/manage/alerts/kinds/{kind}")
    for name in ("quiet_from", "quiet_until"):
        page.locator(f"[name={name}]").fill("00:00")
    page.locator("main form").get_by_role("button").last.click()
    page.wait_for_url(lambda address: address.endswith("/manage/alerts"))


@LANGUAGES
def test_a_referred_message_appears_in_the_open_list_of_its_unit(screen, enter, lang):
    unit, operator = enter("civil"), enter("operator")
    unit.goto(screen.address("/inbox?tab=unit", lang))
    unit.wait_for_selector("inbox-list[data-line=up]")
    unit.locator(".inbox-fold summary").click()
    before = unit.locator(ROWS).count()

    inbox_actions.refer(inbox_actions.find(operator, registered(operator)), "عمران")

    expect(unit.locator(ROWS)).to_have_count(before + 1)
    expect(unit.locator(".inbox-tabs [aria-current] .inbox-count")).to_be_visible()
    expect(unit.locator(".inbox-fold")).to_have_attribute("open", "")


def test_a_referral_is_noticed_on_the_page_and_with_consent_on_the_desktop(screen, enter):
    without_quiet_hours(enter("admin"), "referred")
    unit, operator = enter("civil", permissions=["notifications"]), enter("operator")
    unit.add_init_script("""globalThis.shown = [];
      globalThis.Notification = class extends EventTarget {
        static permission = "granted";
        static async requestPermission() { return "granted"; }
        constructor(title, { body }) { super(); shown.push(`${title}: ${body}`); }
      };""")
    unit.goto("/inbox?tab=unit")
    unit.wait_for_selector("inbox-list[data-line=up]")
    unit.locator(".notices button:visible").click()
    expect(unit.locator(".notices[data-state=on] button:visible")).to_have_count(1)

    inbox_actions.refer(inbox_actions.find(operator, registered(operator)), "عمران")

    expect(unit.locator(".notices-line")).to_contain_text("ارجاع شد")
    assert [words for words in unit.evaluate("shown") if "ارجاع شد" in words]
    unit.locator(".notices-line a").click()
    unit.wait_for_selector(".timeline")
