"""Rating a visit: on the phone with reasons and one question, at the kiosk by its number."""

import pytest
from playwright.sync_api import expect

from deskq.core.text.persian import persian_digits
from tests.e2e.conftest import LANGUAGES
from tests.e2e.visitor_steps import live, speaks

PHONE, KIOSK = (390, 844), (1080, 1920)


@LANGUAGES
def test_a_bad_rating_its_reasons_and_one_question(server, screen, lang):
    server.open(1)
    visit = server.ticket_at(1, "done")
    phone = live(screen(f"/t/{visit['token']}", lang, PHONE))
    phone.locator("#face-2").click()
    expect(phone.locator(".note[data-kind=done]")).to_be_visible()
    speaks(phone, lang)

    phone.locator("input[value=waiting]").check()
    scale = phone.locator(".scale").first
    scale.locator(".face").nth(4).click()
    phone.locator("textarea").fill("زیاد منتظر شدم")
    phone.locator(".words button").click()

    expect(phone.locator(".words")).to_have_count(0)
    expect(phone.locator(".note span")).to_be_visible()
    rating = server.query_rows("SELECT score, reasons, comment, source, mark FROM rating")
    assert rating == [(2, "waiting", "زیاد منتظر شدم", "phone", None)]
    assert server.query_rows("SELECT value FROM rating_answer") == [(1,)]

    phone.locator(".rate-all").click()
    expect(phone.locator("progress")).to_have_attribute("value", "1")
    speaks(phone, lang)
    phone.locator(".scale .face").nth(5).click()
    phone.locator("form button").click()
    expect(phone.locator("progress")).to_have_attribute("value", "2")
    assert server.query_rows("SELECT count(*) FROM rating_answer") == [(2,)]
    for step in range(2, int(phone.locator("progress").get_attribute("max") or 0) + 1):
        expect(phone.locator("progress")).to_have_attribute("value", str(step))
        phone.locator(".visit-hint a").click()
    expect(phone.locator(".note[data-kind=done]")).to_be_visible()


@LANGUAGES
def test_at_the_kiosk_by_the_number(server, screen, lang):
    server.open(2)
    visit = server.ticket_at(2, "done", "renewal_levy")
    kiosk = live(screen("/kiosk", lang, KIOSK))
    kiosk.locator(".rate-door").click()
    kiosk.wait_for_selector("main[data-page=rating]")
    kiosk.keyboard.type("999")
    kiosk.keyboard.press("Enter")
    expect(kiosk.locator(".keypad-problem")).to_be_visible()

    for digit in visit["code"]:
        kiosk.locator(".keypad-key", has_text=persian_digits(digit) if lang == "fa" else digit).first.click()
    kiosk.locator(".keypad-go").click()
    kiosk.wait_for_selector("main[data-page=rate]")
    speaks(kiosk, lang)
    kiosk.locator("#face-4").click()
    kiosk.wait_for_selector("main[data-page=rated]")
    speaks(kiosk, lang)
    kiosk.locator("[value=waiting]").click()
    kiosk.wait_for_selector(".kiosk-faces")
    kiosk.locator("#face-5").click()
    expect(kiosk.locator("#face-5")).to_have_count(0)
    speaks(kiosk, lang)
    kiosk.locator("[data-finish]").click()
    kiosk.wait_for_selector("main[data-page=home]")

    assert server.query_rows("SELECT score, source, mark, reasons FROM rating") == [(4, "kiosk", None, "waiting")]
    assert server.query_rows("SELECT value FROM rating_answer") == [(5,)]


#: What a reader of codes sends where the keyboard is set to Persian: the keys are right, the letters are not.
PERSIAN_READER = """(text) => {
  for (const char of [...text, "Enter"]) {
    const letter = /^[a-z]$/i.test(char) ? `Key${char.toUpperCase()}` : null;
    const places = { "/": "Slash", ":": "Semicolon", ".": "Period", "-": "Minus", _: "Minus", Enter: "Enter" };
    const code = letter ?? (/^[0-9]$/.test(char) ? `Digit${char}` : places[char]);
    const key = letter ? "ش" : char === "/" ? "." : /^[0-9]$/.test(char) ? "۰۱۲۳۴۵۶۷۸۹"[char] : char;
    const made = { key, code, shiftKey: /[A-Z:_]/.test(char), bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", made));
  }
}"""


@pytest.mark.parametrize("keyboard", ["latin", "persian"])
def test_at_the_kiosk_the_paper_before_the_reader_leads_to_the_rating_and_one_tap_to_a_complaint(
    server, screen, keyboard
):
    server.open(2)
    visit = server.ticket_at(2, "done", "renewal_levy")
    kiosk = live(screen("/kiosk/rating", "fa", KIOSK))
    read = kiosk.keyboard.type if keyboard == "latin" else lambda text: kiosk.evaluate(PERSIAN_READER, text)
    kiosk.keyboard.press("7")
    read("https://bank.example/pay/42")
    if keyboard == "latin":
        kiosk.keyboard.press("Enter")
    expect(kiosk.locator(".keypad-problem")).to_contain_text("کد نوبت نیست")
    expect(kiosk.locator(".keypad-shown")).to_have_value("")

    kiosk.locator("[data-digit='۷']").click()  # the focus is on a key now
    read(f"https://another.example/t/{visit['token']}")
    if keyboard == "latin":
        expect(kiosk.locator(".keypad-shown")).to_have_value("۷")
        kiosk.keyboard.press("Enter")
    kiosk.wait_for_selector("main[data-page=rate]")
    kiosk.locator("#face-1").click()
    kiosk.locator("[data-kind=no]").click()
    kiosk.wait_for_selector("main[data-page=filed]")
    speaks(kiosk, "fa")

    assert server.query_rows("SELECT score, source, mark FROM rating") == [(1, "kiosk", None)]
    ((code, kind),) = server.query_rows("SELECT code, kind FROM message WHERE ticket_id IS NOT NULL")
    assert kind == "complaint"
    expect(kiosk.locator(".filed-code bdi")).to_have_attribute("aria-label", " ".join(code))
    assert kiosk.evaluate("deskqPrinted") == 1
    kiosk.locator("[data-finish]").click()
    kiosk.wait_for_selector("main[data-page=home]")


def test_an_old_phone_without_scripts_rates_as_well(server, screen):
    server.open(1)
    visit = server.ticket_at(1, "done")
    phone = screen(f"/t/{visit['token']}", size=PHONE, java_script_enabled=False)
    phone.locator("#face-5").click()
    expect(phone.locator(".words")).to_be_visible()
    phone.locator(".words button").click()

    expect(phone.locator(".words")).to_have_count(0)
    assert server.query_rows("SELECT score FROM rating") == [(5,)]
