"""Counts what a person does on pages: presses (clicks, ticks, choices, keys) and typed characters."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.e2e.page_actions import SECONDS_PER_KEY, SECONDS_PER_THOUGHT

#: To point at something and press it, in the keystroke-level model (Card, Moran, Newell).
SECONDS_PER_PRESS = 1.3


@dataclass
class Count:
    """What was done so far; several pages of one person may share one count."""

    presses: int = 0
    characters: int = 0

    @property
    def seconds(self) -> float:
        """What an average person needs for it: each press with a thought before it, each character typed."""
        return self.presses * (SECONDS_PER_PRESS + SECONDS_PER_THOUGHT) + self.characters * SECONDS_PER_KEY

    def __str__(self) -> str:
        return f"{self.presses} presses, {self.characters} typed characters, about {self.seconds:.0f} s"


class Effort:
    """One page of a person. Places are locators, or selectors on the page. To open an address is not counted: a person
    follows links, so a journey uses ``page.goto`` only where it begins.

    ``effort = Effort(page)``; ``effort.click("a.button")``; ``effort.fill("[name=name_fa]", "…")``; ``effort.count``
    """

    def __init__(self, page: Page, count: Count | None = None) -> None:
        self.page = page
        self.count = count or Count()

    def at(self, page: Page) -> "Effort":
        """The same person at another page: both count together."""
        return Effort(page, self.count)

    def click(self, place: str | Locator) -> None:
        self._locator(place).click()
        self.count.presses += 1

    def check(self, place: str | Locator, on: bool = True) -> None:
        """Ticks or unticks; what is so already costs nothing."""
        box = self._locator(place)
        if box.is_checked() != on:
            box.set_checked(on)
            self.count.presses += 1

    def fill(self, place: str | Locator, words: str) -> None:
        """Points at the field and types into it, in place of what it had."""
        self._locator(place).fill(words)
        self.count.presses += 1
        self.count.characters += len(words)

    def select(self, place: str | Locator, value: str | None = None, *, label: str | None = None) -> None:
        """Opens the list and presses one of its lines."""
        self._locator(place).select_option(value, label=label)
        self.count.presses += 2

    def paste(self, place: str | Locator, words: str) -> None:
        """Copies from elsewhere and pastes: four presses, nothing typed."""
        self._locator(place).fill(words)
        self.count.presses += 4

    def upload(self, place: str | Locator, *files: str) -> None:
        """Opens the dialog, chooses and confirms."""
        self._locator(place).set_input_files(list(files))
        self.count.presses += 3

    def press(self, *keys: str) -> None:
        """Keys that are no characters: Enter, Tab, Control+Enter."""
        for key in keys:
            self.page.keyboard.press(key)
            self.count.presses += 1

    def _locator(self, place: str | Locator) -> Locator:
        return self.page.locator(place) if isinstance(place, str) else place
