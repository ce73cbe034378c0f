"""A real office, set up on its pages alone: from the empty database to the receipt of a building permit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e import app_server
from tests.e2e.app_server import AppServer
from tests.e2e.effort import Effort
from tests.tools.made_once import made_once

PASSWORD = "a password of the first admin 42"
#: Measured: 29 presses and 120 characters, a first password included.
MOST_PRESSES, MOST_CHARACTERS = 32, 150


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    folder, _ = made_once(tmp_path_factory, "empty", app_server.migrate)
    return folder


@pytest.fixture
def server(browser, empty, tmp_path) -> Iterator[AppServer]:
    with app_server.new_office_server(empty, tmp_path / "instance") as running:
        yield running


def test_from_an_empty_database_to_the_receipt_of_a_building_permit(server, screen, capsys):
    effort = Effort(screen("/"))

    begin(effort)
    password = add_clerk(effort)
    offer_sheets(effort)
    clerk = effort.at(screen("/sign-in"))
    sign_in(clerk, "karmand", password)
    open_application(clerk)

    receipt = clerk.page.locator(".receipt")
    expect(receipt.locator(".receipt-promise dd")).not_to_be_empty()
    expect(receipt).to_contain_text("کیان راد، فنی و شهرسازی")
    with capsys.disabled():
        print(f"\nempty database to first receipt: {effort.count}")
    assert effort.count.presses <= MOST_PRESSES
    assert effort.count.characters <= MOST_CHARACTERS


def begin(effort: Effort) -> None:
    typed = (("name_fa", "میز خدمت نمونه"), ("person", "سارا احمدی"), ("sign_in_name", "modir"), ("new", PASSWORD))
    for field, words in typed:
        effort.fill(f"main [name={field}]", words)
    effort.click("main form[action^='/setup'] button[data-kind=main]")
    effort.page.wait_for_url("**/manage/setup/hours")


def add_clerk(effort: Effort) -> str:
    follow(effort, "/manage/people")
    effort.click("main a[href*='/manage/people/new'] >> nth=0")
    effort.fill("main [name=name]", "کیان راد")
    effort.fill("main [name=sign_in_name]", "karmand")
    password = effort.page.locator("#new").input_value()
    effort.click("main form[action='/manage/people'] button[data-kind=main]")
    expect(effort.page.locator(".note[data-kind=done]")).to_be_visible()
    return password


def offer_sheets(effort: Effort) -> None:
    """The permit and the inquiry of the notary from the start sheets; the clerk heads the planning unit."""
    follow(effort, "/manage/sheets")
    effort.click(".page-actions a[data-kind=main]")
    for code in ("building_permit", "notary_clearance"):
        effort.check(f"#take-{code}")
    effort.select("tr:has([value=planning]) [name=unit_head]", label="کیان راد")
    effort.click("main form button[data-kind=main]")
    expect(effort.page.locator("[name=sheets]:checked")).to_have_count(2)
    effort.click("button[value=offer]")
    expect(effort.page.locator("#offered-title")).to_be_visible()


def sign_in(effort: Effort, name: str, password: str) -> None:
    effort.fill("[name=name]", name)
    effort.fill("[name=password]", password)
    effort.click("main form button")
    effort.page.wait_for_url(lambda url: "sign-in" not in url)


def open_application(effort: Effort) -> None:
    effort.click(".choose-more a[href='/applications/new']")
    effort.click(".app-choices a[href*=building_permit]")
    effort.fill("main [name=name]", "کاظم یوسفی")
    effort.fill("main [name=phone]", "09121234567")
    for box in effort.page.locator("[name=received]").all():
        effort.check(box)
    effort.click(".app-new > button[data-kind=main]")
    effort.page.wait_for_url("**/receipt")


def follow(effort: Effort, path: str) -> None:
    """By the menu: its section, then the page."""
    link = effort.page.locator(f".menu .menu-pages a[href='{path}']")
    if not link.is_visible():
        section = effort.page.locator(".menu-section").filter(has=effort.page.locator(f"a[href='{path}']"))
        effort.click(section.locator(".menu-head"))
    effort.click(link)
