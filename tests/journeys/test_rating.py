"""A visit is rated: on the phone with reasons and one of the questions, at the kiosk by its number."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.house import House
from tests.journeys.steps import live, speaks

PHONE, KIOSK = (390, 844), (1080, 1920)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_bad_rating_its_reasons_and_one_question(house, screen, lang):
    house.open(1)
    visit = house.at(1, "done")
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
    assert kept(house, "SELECT score, reasons, comment, source, mark FROM rating") == [
        (2, "waiting", "زیاد منتظر شدم", "phone", None)
    ]
    assert kept(house, "SELECT value FROM rating_answer") == [(1,)]

    phone.locator(".visit-hint a").click()
    expect(phone.locator("fieldset.scale")).to_have_count(15)
    speaks(phone, lang)
    phone.locator(".scale .face").nth(5).click()
    phone.locator("form button").click()
    expect(phone.locator("fieldset.scale")).to_have_count(14)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_at_the_kiosk_by_the_number(house, screen, lang):
    house.open(2)
    visit = house.at(2, "done", "renewal_levy")
    kiosk = live(screen("/kiosk", lang, KIOSK))
    kiosk.locator(".rate-door").click()
    kiosk.wait_for_selector("main[data-page=rating]")
    for digit in "999":
        kiosk.keyboard.press(digit)
    kiosk.keyboard.press("Enter")
    expect(kiosk.locator(".keypad-problem")).to_be_visible()

    for digit in visit["code"]:
        kiosk.locator(".keypad-key", has_text=digit.translate(FA) if lang == "fa" else digit).first.click()
    kiosk.locator(".keypad-go").click()
    kiosk.wait_for_selector("main[data-page=rate]")
    speaks(kiosk, lang)
    kiosk.locator("#face-4").click()
    kiosk.wait_for_selector("main[data-page=rated]")
    kiosk.locator("#face-5").click()
    expect(kiosk.locator("#face-5")).to_have_count(0)
    speaks(kiosk, lang)
    kiosk.locator("[data-finish]").click()
    kiosk.wait_for_selector("main[data-page=home]")

    assert kept(house, "SELECT score, source, mark FROM rating") == [(4, "kiosk", None)]
    assert kept(house, "SELECT value FROM rating_answer") == [(5,)]


def test_an_old_phone_without_scripts_rates_as_well(house, screen):
    house.open(1)
    visit = house.at(1, "done")
    phone = screen(f"/t/{visit['token']}", size=PHONE, java_script_enabled=False)
    phone.locator("#face-5").click()
    expect(phone.locator(".words")).to_be_visible()
    phone.locator(".words button").click()

    expect(phone.locator(".words")).to_have_count(0)
    assert kept(house, "SELECT score FROM rating") == [(5,)]


FA = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def kept(house: House, asked: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(Path(house.env["DESKQ_INSTANCE"]) / "deskq.sqlite")) as database:
        return database.execute(asked).fetchall()
