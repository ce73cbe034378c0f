"""The QR code on the kiosk is decoded from a screenshot, as a phone's camera would."""

from io import BytesIO

import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.conftest import LANGUAGES
from tests.e2e.visitor_steps import live, speaks, state, take_ticket

GROUP = {"fa": "راهنمایی و حفاری", "en": "Information and digging permits"}


@LANGUAGES
def test_the_code_on_the_kiosk_leads_a_phone_to_its_own_ticket(server, screen, lang):
    kiosk = live(screen("/kiosk", lang, (1080, 1920)))
    code, path = take_ticket(kiosk, GROUP[lang], "info_desk")
    picture = Image.open(BytesIO(kiosk.screenshot()))

    seen = zxingcpp.read_barcodes(picture)

    assert [found.format for found in seen] == [zxingcpp.BarcodeFormat.QRCode]
    assert seen[0].text == f"{server.address}{path}" + ("" if lang == "fa" else "?lang=en")
    phone = live(screen(seen[0].text.removeprefix(server.address), size=(390, 844)))
    state(phone, "waiting")
    speaks(phone, lang)
    expect(phone.locator("main bdi.code").first).to_have_text(code)
