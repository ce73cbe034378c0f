"""A user who only listens: the utterances of the kiosk in order, and the two keys of the spoken mode."""

import struct
import wave
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Route

from tests.e2e.conftest import Screens
from tests.e2e.visitor_steps import live

NEXT, CHOOSE = " ", "Enter"
OTHER = ("English", "فارسی")  # the way to the other language speaks that language
HEARD = """
window.deskqUttered = [];
document.addEventListener("deskq:uttered", ({ detail }) => window.deskqUttered.push(detail));
"""


def short_sound() -> bytes:
    """A sound of 1/20 s, so that no test waits for the voice."""
    made = BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(struct.pack("<400h", *([0] * 400)))
    return made.getvalue()


class Listener:
    """Opens a kiosk whose clips are short sounds; ``asked``: texts whose clips were fetched. Without ``clips`` the
    server is asked, which has no voice in these tests."""

    def __init__(self, screen: Screens, lang: str = "fa", clips: bool = True) -> None:
        context = screen.context((1080, 1920))
        context.add_init_script(HEARD)
        self.page: Page = context.new_page()
        self.asked: list[str] = []
        self.lang = lang
        if clips:
            self.page.route("**/voice/say?*", self._answer)
        self.open("/kiosk")

    def open(self, path: str) -> None:
        """It counts from zero there."""
        self.page.goto(Screens.address(path, self.lang))
        live(self.page)
        self._heard = 0

    def _answer(self, route: Route) -> None:
        self.asked.append(parse_qs(urlsplit(route.request.url).query)["text"][0])
        route.fulfill(body=short_sound(), content_type="audio/wav")

    def hears(self, count: int = 1) -> list[str]:
        """The next ``count`` utterances, each in the language of the visit and known to the server's voice, with
        nothing in between."""
        self.page.wait_for_function("(n) => deskqUttered.length >= n", arg=self._heard + count)
        said = self.page.evaluate("([from, n]) => deskqUttered.slice(from, from + n)", [self._heard, count])
        self._heard += count
        for one in said:
            assert one["lang"] == self.lang or one["text"] in OTHER, one
            # 204: the server knows the text, but has no voice in these tests. 404 would mean silence.
            assert self.page.context.request.get("/voice/say", params=one).status == 204, one
        return [one["text"] for one in said]

    def press(self, key: str, says: int = 1) -> list[str]:
        self.page.keyboard.press(key)
        return self.hears(says)

    def seek(self, words: str) -> str:
        """Press *next* until a text with these words is read."""
        for _ in range(20):
            (text,) = self.press(NEXT)
            if words in text:
                return text
        raise AssertionError(f"never heard: {words}")
