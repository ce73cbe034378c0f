"""Tools of the inbox in the browser: filters kept under a name, the list as a table, a PDF file of a citizen."""

import csv
import io

from openpyxl import load_workbook

from deskq.core.text.persian import ascii_digits
from tests.e2e import inbox_actions
from tests.e2e.test_live_inbox import registered
from tests.tools.pdf_files import pdf

OFFICE, SHARED = "set_up", True


def downloaded(page, words: str) -> bytes:
    with page.expect_download() as waiting:
        page.locator(".inbox-also a", has_text=words).click()
    return waiting.value.path().read_bytes()


def test_filters_are_kept_under_a_name_and_lead_to_their_list_again(enter):
    page = enter("operator")
    registered(page)
    page.goto("/inbox?tab=all")
    page.locator(".inbox-fold summary").click()
    page.locator("#kind").select_option("request")
    page.locator(".inbox-filter-go button").click()
    page.locator(".inbox-also a[href*='/filters']").click()
    page.locator("main form [name=name]").fill("درخواست‌های باز")
    page.locator("main form button[data-kind=main]").click()

    page.goto("/inbox")
    page.locator(".inbox-saved a", has_text="درخواست‌های باز").click()

    page.wait_for_url(lambda address: "kind=request" in address and "tab=all" in address)
    assert page.locator(".inbox-row").count() > 0


def test_the_list_as_a_table_has_the_message_that_is_on_the_page(enter):
    page = enter("operator")
    code = registered(page)
    page.goto("/inbox?tab=all")

    rows = list(csv.reader(io.StringIO(downloaded(page, "CSV").decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(downloaded(page, "اکسل"))).active

    assert any(code in cell.replace(" ", "") for row in rows for cell in row)
    assert any(code in str(cell).replace(" ", "") for row in sheet.iter_rows(values_only=True) for cell in row)


def test_staff_open_a_pdf_file_that_a_citizen_has_sent(screen, enter):
    page = screen("/messages/new?kind=request", "fa", size=(390, 844))
    page.locator("[name=body]").fill("چالهٔ بزرگ جلوی مدرسه")
    page.locator("main form button[data-kind=main]").click()
    page.locator("[name=address]").fill("خیابان امام")
    page.locator("#photos").set_input_files({"name": "map.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    page.locator("main form button[data-kind=main]").click()
    page.locator("[name=name]").wait_for()
    page.locator("main form button[data-kind=main]").click()
    code = ascii_digits(page.locator(".voice-code").inner_text())

    staff = inbox_actions.find(enter("operator"), code)
    address = staff.get_by_role("link", name="فایل PDF").get_attribute("href")
    answer = staff.request.get(address)

    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.body() == pdf()
    assert "attachment" in answer.headers["content-disposition"]
