"""The hands of somebody at a keyboard, who reach for no mouse: what they press is counted, and how long it takes."""

from playwright.sync_api import Page

#: A modest typist, by the keystroke-level model (Card, Moran, Newell): seconds a key, and to think before each thing.
A_KEY, A_THOUGHT = 60 / 200, 1.35


class Hands:
    """``say`` types words, ``press`` another key or several held together; each is one thing to think of."""

    def __init__(self, page: Page) -> None:
        self._board = page.keyboard
        self.letters = self.others = self.thoughts = 0

    def say(self, words: str) -> None:
        self._board.type(words)
        self.letters += len(words)
        self.thoughts += 1

    def press(self, *keys: str) -> None:
        for key in keys:
            self._board.press(key)
            self.others += len(key.split("+"))
        self.thoughts += 1

    @property
    def seconds(self) -> float:
        return (self.letters + self.others) * A_KEY + self.thoughts * A_THOUGHT
