"""A citizen sends photos, which may take a minute on a phone: the page shows that they are being sent."""

from PIL import Image
from playwright.sync_api import expect

from tests.e2e.conftest import LANGUAGES

OFFICE, SHARED = "set_up", True

SAID = {"fa": "در حال فرستادن", "en": "Sending"}
#: What stands beside the button last, kept until the next page: a page that is being left answers no questions.
KEEP = """names => new MutationObserver(() => sessionStorage.setItem("said", names.innerText + names.children.length))
    .observe(names, { childList: true })"""


@LANGUAGES
def test_the_page_shows_that_photos_are_being_sent(screen, lang, tmp_path):
    Image.new("RGB", (600, 400), "linen").save(tmp_path / "hole.jpg")
    page = screen("/messages/new?kind=request", lang, size=(390, 844))
    page.locator("[name=body]").fill("چالهٔ بزرگ جلوی مدرسه")
    page.locator("main form button[data-kind=main]").click()
    page.locator("[name=address]").fill("خیابان امام")
    page.locator("#photos").set_input_files(tmp_path / "hole.jpg")
    names = page.locator(".file-pick-names")
    expect(names).to_have_text("hole.jpg")
    names.evaluate(KEEP)

    page.locator("main form button[data-kind=main]").click()
    page.locator("[name=name]").wait_for()

    said = page.evaluate("sessionStorage.said")
    assert said.startswith(SAID[lang])
    assert said.endswith("1")  # the bar
