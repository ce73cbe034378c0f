"""A keyboard user, whose keystrokes are counted and converted into seconds; and what clerks do on the pages of an
application."""

import re
from collections.abc import Iterable
from datetime import timedelta

from playwright.sync_api import Page

from deskq.core import clock
from deskq.core.text import jalali
from deskq.core.text.persian import ascii_digits

#: An average typist in the keystroke-level model (Card, Moran, Newell): seconds per key, and to think of the next words
#: or action; moving to the next field is part of typing.
SECONDS_PER_KEY, SECONDS_PER_THOUGHT = 60 / 200, 1.35


class Typist:
    """``type`` types words, ``press`` other keys; a key combination such as Control+Enter is an action."""

    def __init__(self, page: Page) -> None:
        self._board = page.keyboard
        self.letters = self.others = self.thoughts = 0

    def type(self, words: str) -> None:
        self._board.type(words)
        self.letters += len(words)
        self.thoughts += 1

    def press(self, *keys: str) -> None:
        for key in keys:
            self._board.press(key)
            self.others += len(key.split("+"))
            self.thoughts += "+" in key

    @property
    def seconds(self) -> float:
        return (self.letters + self.others) * SECONDS_PER_KEY + self.thoughts * SECONDS_PER_THOUGHT


def open_application(clerk: Page, sheet: str, received: Iterable[str] = (), **typed: str) -> str:
    """With these documents, up to the receipt; its tracking code. Who applies has a name and a number of a mobile."""
    if sheet:
        clerk.goto(f"/applications/new?sheet={sheet}")
    for name, words in {"name": "متقاضی", "phone": "09121234567", **typed}.items():
        clerk.locator(f".app-new [name={name}]").fill(words)
    for document in received:
        clerk.locator(f"[name=received][value={document}]").check()
    clerk.locator(".app-new > button[data-kind=main]").click()
    return re.sub(r"\D", "", ascii_digits(clerk.locator(".receipt-code").inner_text()))


def its_page(clerk: Page) -> str:
    """From the receipt to the page of the application; its address."""
    clerk.locator(".page-back a").click()
    clerk.wait_for_load_state()
    return clerk.url


def press(page: Page, words: str, fields: dict[str, str]) -> None:
    """Open a button of the application, fill in its form, and send it."""
    button = page.locator("details.message-press", has=page.locator("summary", has_text=words)).first
    button.locator("summary").click()
    for name, value in fields.items():
        button.locator(f"[name={name}]").fill(value)
    button.locator("form button[data-kind=main]").click()
    page.wait_for_load_state()


def in_days(days: int) -> str:
    """1405/09/20, as it is typed."""
    return jalali.short_date((clock.now() + timedelta(days=days)).astimezone(clock.zone()).date())
