"""What a person does on the pages to open a town, from the first page on; everything is counted."""

from playwright.sync_api import expect

from tests.e2e.effort import Effort
from tests.e2e.visitor_steps import ready

PASSWORD = "a password of the first admin 42"


def begin(admin: Effort) -> None:
    """The office and its first administrator."""
    names = {"name_fa": "میز خدمت شهرداری نمونه", "person": "سارا احمدی", "sign_in_name": "modir"}
    for field, words in {**names, "new": PASSWORD}.items():
        admin.fill(f"main [name={field}]", words)
    send(admin, "/setup")


def open_every_day(admin: Effort) -> None:
    """A test runs at any hour of any day."""
    for day in admin.page.locator("[name=weekdays]").all():
        admin.check(day)
    admin.fill("main [name=opens]", "0:00")
    admin.fill("main [name=closes]", "24:00")
    for holiday in admin.page.locator("[name=holidays]").all():
        admin.check(holiday, on=False)
    send(admin, "/manage/setup/hours")


def choose_services(admin: Effort) -> None:
    for code in ("renewal_levy", "notary_clearance", "info_desk"):
        admin.check(f"[name=services][value={code}]")
    send(admin, "/manage/setup/services")


def add_counters(admin: Effort) -> None:
    admin.fill("main [name=count]", "3")
    send(admin, "/manage/setup/counters")
    expect(admin.page.locator("main ul .setup-step")).to_have_count(3)
    admin.click(".setup-foot a.button")


def add_person(admin: Effort, name: str, sign_in_name: str) -> str:
    """With the role that the step gave; returns the password that the page suggested."""
    admin.fill("main [name=name]", name)
    admin.fill("main [name=sign_in_name]", sign_in_name)
    password = admin.page.locator("#new").input_value()
    send(admin, "/manage/setup/people")
    expect(admin.page.locator(".setup-secret")).to_contain_text(password)
    return password


def pair(admin: Effort, device: Effort, name: str) -> None:
    device.click(".pair button")
    expect(device.page.locator(".pair-qr svg")).to_be_visible()
    admin.fill("main [name=code]", device.page.locator(".pair-code").inner_text().replace(" ", ""))
    admin.fill("main [name=name]", name)
    send(admin, "/manage/setup/devices")
    expect(device.page.locator(".pair-code")).to_have_count(0)


def overview(admin: Effort) -> None:
    """From the bar above a page, from the foot of a step, or from the menu."""
    way = admin.page.locator(".setup-bar-go a[href*='/manage/setup']:last-child, .page-back a[href$='/manage/setup']")
    admin.click(way.first)
    expect(admin.page.locator(".setup-parts")).to_be_visible()


def go_to_step(admin: Effort, step: str) -> None:
    """From the overview."""
    admin.click(f".setup-parts [data-step={step}] a")
    expect(admin.page.locator(f".setup-bar[data-step={step}]")).to_be_visible()


def next_step(admin: Effort, step: str) -> None:
    """The step that the bar says is done leads to this one."""
    expect(admin.page.locator(".setup-bar")).to_have_attribute("data-state", "done")
    admin.click(".setup-bar-go a.button")
    expect(admin.page.locator(f".setup-bar[data-step={step}]")).to_be_visible()


def sign_in(person: Effort, name: str, password: str) -> None:
    person.fill("[name=name]", name)
    person.fill("[name=password]", password)
    person.click("main form button")
    person.page.wait_for_url(lambda address: "/sign-in" not in address)


def open_permit(clerk: Effort) -> None:
    """From the choice of a service to the receipt of a building permit, with all documents."""
    clerk.click(".app-choices a[href*=building_permit]")
    clerk.fill("main [name=name]", "کاظم یوسفی")
    clerk.fill("main [name=phone]", "09121234567")
    for box in clerk.page.locator("[name=received]").all():
        clerk.check(box)
    clerk.click(".app-new > button[data-kind=main]")
    clerk.page.wait_for_url("**/receipt")


def send(person: Effort, action: str) -> None:
    """The main button of the form that is sent to this address."""
    person.click(f"main form[action^='{action}'] button[data-kind=main]")
    person.page.wait_for_load_state()


def press_key(desk: Effort, key: str) -> None:
    ready(desk.page)
    desk.press(key)
