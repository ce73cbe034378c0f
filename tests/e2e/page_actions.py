"""The hands of somebody at a keyboard, who reach for no mouse: what they press is counted, and how long it takes."""

from playwright.sync_api import Page

#: A modest typist, by the keystroke-level model (Card, Moran, Newell): seconds a key, and to think of what is said next
#: or done; the way to the next field is part of saying it.
A_KEY, A_THOUGHT = 60 / 200, 1.35


class Hands:
    """``say`` types words, ``press`` other keys; those held together, such as Control+Enter, do something."""

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
            self.thoughts += "+" in key

    @property
    def seconds(self) -> float:
        return (self.letters + self.others) * A_KEY + self.thoughts * A_THOUGHT
