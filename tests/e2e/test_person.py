"""The inspectorate looks up a person's data in a real browser, exports and erases it."""

import tarfile

from playwright.sync_api import expect

from tests.e2e.conftest import LANGUAGES
from tests.e2e.visitor_steps import file_message, speaks

PHONE = "09123456789"
WORDS = "چراغ کوچهٔ ما خاموش است"


@LANGUAGES
def test_a_persons_data_is_exported_and_erased(screen, enter, lang, tmp_path):
    visitor = screen("/messages/new?kind=request", size=(390, 844))
    file_message(visitor, body=WORDS, address="کوچهٔ یاس", phone=PHONE)
    page = enter("inspectorate")
    page.goto(screen.address("/manage/person", lang))

    page.locator("#phone").fill(PHONE)
    page.locator(".person-page > form button").click()  # without a reason
    expect(page.locator("#why-problem")).to_be_visible()
    expect(page.locator("#phone")).to_have_value(PHONE)
    page.locator("#why").fill("نامهٔ ۱۲")
    page.locator(".person-page > form button").click()
    expect(page.locator(".person-held dd").first).to_have_text("۱" if lang == "fa" else "1")
    speaks(page, lang)
    with page.expect_download() as given:
        page.locator(".person-act button").click()
    given.value.save_as(tmp_path / "person.tar")
    with tarfile.open(tmp_path / "person.tar") as tar:
        assert WORDS in tar.extractfile("person.json").read().decode()

    page.locator("#also_open").check()
    page.locator("#tail").fill(PHONE[-4:])
    page.locator(".person-acts button[data-kind=no]").click()

    expect(page.locator(".note[data-kind=done]")).to_be_visible()
    page.locator("#phone").fill(PHONE)
    page.locator("#why").fill("نامهٔ ۱۲")
    page.locator(".person-page > form button").click()
    expect(page.locator(".person-held dd").first).to_have_text("۰" if lang == "fa" else "0")
    expect(page.locator(".person-acts")).to_have_count(0)
