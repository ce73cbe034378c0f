"""A keyboard user: keystrokes are counted and converted into seconds."""

from playwright.sync_api import Page

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
