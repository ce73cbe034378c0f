"""The building permit of the catalogue from the ticket to the booklet under a set clock: a missing document sent from
the phone, a pause, an extension, an objection, a bill. Receipt, tracking page and stored dates agree with a table
counted by hand. The demo office works every day until midnight, so working days are days."""

import re
from datetime import datetime, timedelta, timezone

from playwright.sync_api import Page, expect

from deskq.core.text import jalali
from tests.e2e.app_server import AppServerWithClock, moment
from tests.e2e.page_actions import its_page, open_application
from tests.e2e.test_fits import over
from tests.tools.images import picture

OFFICE = "set_up"

SERVER_CLASS = AppServerWithClock
PHONE = (390, 844)
TEHRAN = timezone(timedelta(hours=3, minutes=30))
FIRST = datetime(2030, 1, 5, tzinfo=TEHRAN)  # Saturday 16 Dey 1408
REASON, REFUSAL, UPHELD = "کارشناس در مأموریت است.", "تراکم بیش از ضابطه است.", "ضابطهٔ تازه بررسی شد."

#: What was promised, and when: (day of the promise, promised day). Dey has 30 days.
#: 1. opened on 16 Dey without the deed: fifteen days                → 1 Bahman
#: 2. deed received on the 18th: the clock stood for two days        → 3 Bahman
#: 3. the owner's plans, from the 19th to the 24th: five days        → 8 Bahman
#: 4. extended by three days                                         → 11 Bahman
#: 5. refused; objection on the 25th: fifteen days                   → 10 Bahman
#: 6. upheld on the 27th: nine days are left (3 + 2 + 1 + 2 + 1)     → 6 Bahman
#: 7. social security until the 29th: two days                       → 8 Bahman
#: 8. bill paid on 1 Bahman: two days                                → 10 Bahman
PROMISES = (
    (14081016, 14081101), (14081018, 14081103), (14081024, 14081108), (14081024, 14081111),
    (14081025, 14081110), (14081027, 14081106), (14081029, 14081108), (14081101, 14081110),
)  # fmt: skip
ON_PAGE = ("۱ بهمن", "۳ بهمن", "۸ بهمن", "۱۱ بهمن", "۱۰ بهمن", "۶ بهمن", "۸ بهمن", "۱۰ بهمن")


def send(page: Page, ending: str, fields: dict[str, str] | None = None, tick: str = "") -> None:
    """Open the first form whose address ends so, fill it in, and send it."""
    form = page.locator(f"form[action$='{ending}']").first
    if not form.is_visible():
        page.locator("details", has=page.locator(f"form[action$='{ending}']")).last.locator("summary").click()
    for name, value in (fields or {}).items():
        form.locator(f"[name={name}]").fill(value)
    if tick:
        form.locator(f"[name={tick}]").check()
    with page.expect_navigation():
        form.locator("button").last.click()


def test_a_building_permit_from_the_ticket_to_the_booklet(screen, enter, server):
    def at(day: int, hour: int) -> None:
        """So many days after the first; what goes on in the morning has not stood for a whole day more."""
        server.advance_to(FIRST + timedelta(days=day, hours=hour))

    def staff(name: str) -> Page:
        page = enter(name)
        page.goto(address)
        return page

    def prove(page: Page) -> None:
        page.goto(f"/track/{code}")
        send(page, "/application/proof", {"digits": "4567"})

    # 16 Dey: opened from the ticket without the deed
    at(0, 10)
    ticket = server.issue("building_permit")
    clerk = enter("karimi")
    clerk.goto(f"/applications/new?sheet=building_permit&ticket={ticket['id']}")
    code = open_application(clerk, "", ("identity", "levy"), parcel_code="۹-۸۷-۶")
    expect(clerk.locator(".receipt-promise")).to_contain_text("۱۶ روز کاری پس از ادامهٔ کار")
    expect(clerk.locator(".receipt")).to_contain_text("سند مالکیت")
    assert [_pages(clerk, paper) for paper in ("A5", "A4")] == [1, 1]
    address = its_page(clerk)

    # the 18th: the deed comes from the phone, and the desk marks it as received
    at(2, 8)
    phone = screen(f"/track/{code}", size=PHONE)
    expect(phone.locator(".promise-mark")).to_have_attribute("data-age", "paused")
    prove(phone)
    form = phone.locator("form[action$='/application/files']")
    form.locator("input[type=file]").set_input_files(
        {"name": "deed.jpg", "mimeType": "image/jpeg", "buffer": picture((900, 600)).getvalue()}
    )
    form.locator("button").last.click()
    expect(phone.locator(".note[data-kind=done]").first).to_contain_text("رسید")
    assert over(phone)[0] == 0
    clerk = enter("karimi")
    clerk.goto("/applications?tab=arrived")
    clerk.locator(".inbox-title a").click()
    with clerk.expect_navigation():
        clerk.locator(".app-arrived form[action$='/documents'] button").click()
    send(clerk, "/opening/complete")

    # the 19th: as far as the plans, which the owner brings on the 24th
    at(3, 10)
    planner = staff("planner")
    for stage in ("inspection", "report", "zoning", "plan_order"):
        send(planner, f"/{stage}/complete")
    phone.reload()
    expect(phone.locator("[aria-current=step]")).to_contain_text("تهیهٔ نقشه با مالک و مهندس")
    at(8, 8)
    planner = staff("planner")
    send(planner, "/plans/complete")
    send(planner, "/extension", {"day": "1408/11/11", "words": REASON})

    # the 25th: refused, and the applicant objects from the phone; upheld on the 27th
    at(9, 10)
    send(staff("planner"), "/refusal", {"words": REFUSAL})
    prove(phone)
    expect(phone.locator(".voice")).to_contain_text(REFUSAL)
    send(phone, "/application/objection", {"words": "ضابطه عوض شده است."})
    expect(phone.locator(".promise-day")).to_contain_text("۱۰ بهمن")
    at(11, 10)
    send(staff("inspectorate"), "/objection/decision", {"words": UPHELD}, tick="upheld")
    mayor = staff("mayor")
    for stage in ("plan_check", "fire"):
        send(mayor, f"/{stage}/complete")

    # social security until the 29th, then the bill, paid on 1 Bahman
    at(13, 8)
    revenue = staff("revenue")
    send(revenue, "/insurance/complete")
    send(revenue, "/fees/wait_payment", {"bill_number": "440010", "payment_id": "7100", "amount": "12,500,000"})
    phone.reload()
    expect(phone.locator(".app-bill")).to_contain_text("۱۲٬۵۰۰٬۰۰۰ ریال")
    expect(phone.locator(".app-unpaid")).to_be_visible()
    at(15, 7)
    mayor = staff("mayor")
    send(mayor, "/fees/resume", {"reference": "88001"})
    for stage in ("fees", "draft", "signatures"):
        send(mayor, f"/{stage}/complete")
    clerk = staff("karimi")
    clerk.locator(".page-actions a").click()
    expect(clerk.locator(".receipt-promise")).to_contain_text("۱۰ بهمن ۱۴۰۸")
    clerk.goto(address)
    send(clerk, "/booklet/complete", {"words": "دفترچه تحویل شد."})

    phone.reload()
    expect(phone.locator(".promise-title")).to_contain_text("پایان یافت")
    expect(phone.locator(".app-stage[data-state=over]")).to_have_count(13)
    expect(phone.locator(".app-paid")).to_be_visible()
    lines = phone.locator(".promise-before li").all_inner_texts()
    for line, before, after in zip(lines, ON_PAGE[:-1], ON_PAGE[1:], strict=True):
        assert before in line.replace("\u200e", "")
        assert after in line
    assert REASON in lines[2]
    assert promised(server) == list(PROMISES)
    entries = server.query_rows("SELECT kind FROM journal WHERE kind LIKE 'application.%'")
    # opened; file, documents, resumed; 13 stages done; extended, refused, objected, upheld; bill, paid
    assert len(entries) == 1 + 3 + 13 + 4 + 2


def promised(server: AppServerWithClock) -> list[tuple[int, int]]:
    """(day of the step, day promised by it) in order; a promise ends with its day."""
    rows = server.query_rows("SELECT at, due_at FROM application_step WHERE due_at IS NOT NULL ORDER BY id")
    return [(jalali.day_at(moment(at), TEHRAN), jalali.day_at(moment(due - 1), TEHRAN)) for at, due in rows]


def _pages(page: Page, paper: str) -> int:
    """The number of sheets that the page takes in print."""
    return len(re.findall(rb"/Type /Page\b", page.pdf(format=paper, prefer_css_page_size=True)))
