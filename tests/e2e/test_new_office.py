"""A real office from nothing: the commands, then everything else on the pages."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import app_server
from tests.e2e.conftest import LANGUAGES, Screens
from tests.e2e.visitor_steps import live, press, speaks, state, ticket_shown
from tests.tools.made_once import made_once

OFFICE = "founded"
NAMES = ("--name", "میز خدمت شهرداری نمونه", "--name-en", "Sample Municipality Service Desk")


@pytest.fixture(scope="module")
def founded(tmp_path_factory) -> tuple[Path, dict[str, str]]:
    """By the commands, and nothing more."""
    return made_once(tmp_path_factory, "founded", lambda folder: app_server.found_office(folder, *NAMES))


def test_a_new_office_is_furnished_on_its_pages_and_calls_its_first_visitor(screen):
    admin = screen.sign_in("modir")
    expect(admin.locator(".first-step")).to_have_count(5)
    kiosk, lobby = screen("/kiosk", size=(1080, 1920)), screen("/lobby", size=(1920, 1080))

    open_always(admin)
    add_service(admin)
    add_counter(admin)
    password = add_clerk(admin)
    use_the_queue_alone(admin)
    for device, name in ((kiosk, "کیوسک"), (lobby, "تابلو")):
        pair(admin, device, name)
    admin.goto("/manage")
    expect(admin.locator(".first-steps")).to_have_count(0)

    live(lobby)
    live(kiosk).locator(".choice").click()
    kiosk.locator("#choice-certificate").click()
    kiosk.locator("button[name=priority]").click()
    code, phone = ticket_shown(kiosk)
    desk = screen.sign_in("karmand", password=password)
    desk.locator(".counter-card").click()
    live(desk).locator("#big").click()
    state(desk, "free")
    press(desk, "F9")

    state(desk, "called")
    expect(lobby.locator("[data-card][data-kept-shown] .card-code")).to_have_text(code)
    state(live(screen(phone, size=(390, 844))), "called")


@LANGUAGES
def test_every_page_of_an_empty_office_says_what_to_do_next(screen, lang):
    admin = screen.sign_in("modir", lang)
    expect(admin.locator(".first-step a")).to_have_count(5)
    speaks(admin, lang)
    admin.goto(Screens.address("/manage/services/new", lang))
    expect(admin.locator(".empty a")).to_have_attribute("href", Screens.address("/manage/services/groups/new", lang))
    admin.goto(Screens.address("/manage/counters/new", lang))
    expect(admin.locator(".empty a")).to_have_attribute("href", Screens.address("/manage/services", lang))
    password = add_clerk(admin, lang)

    kiosk, lobby = screen("/kiosk", lang, (1080, 1920)), screen("/lobby", lang, (1920, 1080))
    for device, name in ((kiosk, "Kiosk"), (lobby, "Lobby")):
        speaks(device, lang)
        pair(admin, device, name, lang)
    expect(kiosk.locator(".closed-staff")).to_contain_text("/manage/services")
    expect(lobby.locator("#empty .todo-item")).to_have_count(3)
    desk = screen.sign_in("karmand", lang, password)
    expect(desk.locator(".choose-empty a")).to_be_visible()
    for page in (kiosk, lobby, desk):
        speaks(page, lang)


def open_always(admin: Page) -> None:
    """The hours that the command gave are those of an office; a test runs at any hour of any day."""
    admin.goto("/manage/calendar")
    for day in admin.locator("[name=weekdays]").all():
        day.check()
    admin.locator("#w-opens").fill("۰:۰۰")
    admin.locator("#w-closes").fill("۲۴:۰۰")
    admin.locator("#w-valid_from").fill("۱۴۰۰/۰۱/۰۱")
    admin.locator("#w-replaces").check()
    submit(admin, "/manage/calendar/openings")


def add_service(admin: Page) -> None:
    admin.goto("/manage/services/groups/new")
    fill(admin, name_fa="گواهی‌ها", name_en="Certificates")
    submit(admin, "/manage/services/groups")
    admin.goto("/manage/services/new")
    fill(admin, name_fa="گواهی سکونت", name_en="Residence certificate", code="certificate")
    submit(admin, "/manage/services")


def add_counter(admin: Page) -> None:
    admin.goto("/manage/counters/new")
    admin.locator("[name=ranks]").select_option(index=1)
    submit(admin, "/manage/counters")


def add_clerk(admin: Page, lang: str = "fa") -> str:
    """Returns the password that the page suggested."""
    admin.goto(Screens.address("/manage/people/new", lang))
    fill(admin, name="کیان راد", sign_in_name="karmand")
    password = admin.locator("#new").input_value()
    submit(admin, "/manage/people")
    return password


def use_the_queue_alone(admin: Page) -> None:
    """A part that the town does not use lacks nothing."""
    admin.goto("/manage")
    admin.locator(".first-steps .button").click()
    admin.locator(".setup-choice summary").click()
    for part in admin.locator("[name=parts]").all():
        part.set_checked(part.input_value() == "queue")
    admin.locator(".setup-choice form button").click()
    expect(admin.locator(".note[data-kind=done]").first).to_be_visible()


def pair(admin: Page, device: Page, name: str, lang: str = "fa") -> None:
    """By the code on the device's screen, which goes on by itself."""
    device.locator(".pair button").click()
    admin.goto(Screens.address("/manage/devices", lang))
    fill(admin, code=device.locator(".pair-code").inner_text(), name=name)
    submit(admin, "/manage/devices")
    expect(device.locator(".pair-code")).to_have_count(0)


def fill(page: Page, **fields: str) -> None:
    for field, value in fields.items():
        page.locator(f"main [name={field}]").fill(value)


def submit(page: Page, action: str) -> None:
    """Submit this form; the next page confirms the action."""
    page.locator(f"main form[action^='{action}'] button[data-kind=main]").click()
    expect(page.locator(".note[data-kind=done]")).to_be_visible()
