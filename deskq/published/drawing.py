"""The picture of the public page where its address is shared: the office, up to three figures, and what they are of."""

import io
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from deskq.printing.canvas import Weight, font

WIDTH, HEIGHT, EDGE, BAND = 1200, 630, 72, 28
DEEP, TILE, SOFT, PAPER, INK, MUTED = "#062f2d", "#0b4f4c", "#b9d5d1", "#faf8f3", "#12211f", "#4a5a57"
TITLE, OFFICE, LABEL, NOTE, FOOT = 76, 34, 29, 25, 27
LEADING, SMALLEST = 1.45, 16
#: Largest and smallest size of a figure: it is as large as its card allows.
FIGURE, SMALL_FIGURE = 88, 40
CARD_TOP, CARD_BOTTOM, GAP, PADDING, CORNER = 250, 540, 24, 28, 20


class Fact(NamedTuple):
    """``figure``: «۷۸ از ۱۰۰»; ``label``: of what; ``note``: when, or of how many."""

    figure: str
    label: str
    note: str


@lru_cache(maxsize=8)
def png(language: str, title: str, office: str, facts: tuple[Fact, ...], foot: str) -> bytes:
    """Drawn once for the same words."""
    image = _ground(language == "fa", len(facts))
    pen = _Pen(ImageDraw.Draw(image), rtl=language == "fa", language=language)
    pen.text(office, OFFICE, "medium", SOFT, EDGE, 62)
    pen.text(title, TITLE, "heavy", PAPER, EDGE, 112)
    for place, fact in enumerate(facts):
        _card(pen, place, len(facts), fact)
    pen.text(foot, FOOT, "medium", SOFT, EDGE, 566)
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


class _Pen:
    """Writes from the start of the page: from the right in Persian."""

    def __init__(self, draw: ImageDraw.ImageDraw, rtl: bool, language: str) -> None:
        self.draw, self.rtl, self._language = draw, rtl, language
        self._direction = "rtl" if rtl else "ltr"

    def text(self, words: str, size: int, weight: Weight, ink: str, x: float, y: float) -> None:
        """``x``: distance of the words from the start."""
        at = (WIDTH - x, y) if self.rtl else (x, y)
        self.draw.text(at, words, ink, font(weight, size), "ra" if self.rtl else "la",
                       direction=self._direction, language=self._language)  # fmt: skip

    def length(self, words: str, face: ImageFont.FreeTypeFont) -> float:
        return self.draw.textlength(words, face, direction=self._direction, language=self._language)

    def lines(self, words: str, size: int, weight: Weight, room: float) -> list[str]:
        """The words in as many lines as they need."""
        found = [""]
        for word in words.split():
            longer = f"{found[-1]} {word}".strip()
            if found[-1] and self.length(longer, font(weight, size)) > room:
                found.append(word)
            else:
                found[-1] = longer
        return found

    def largest(self, words: str, room: float) -> int:
        """The size in which the words have room in one line."""
        sizes = range(FIGURE, SMALL_FIGURE, -4)
        return next((size for size in sizes if self.length(words, font("heavy", size)) <= room), SMALL_FIGURE)


def _card(pen: _Pen, place: int, many: int, fact: Fact) -> None:
    start, wide = _place(place, many)
    room, x = wide - 2 * PADDING, start + PADDING
    size = pen.largest(fact.figure, room)
    pen.text(fact.figure, size, "heavy", TILE, x, CARD_TOP + 18 + (FIGURE - size) / 2)
    y = float(CARD_TOP + 150)
    for line, tall, ink in _fitting(pen, fact, room, CARD_BOTTOM - y):
        pen.text(line, tall, "medium", ink, x, y)
        y += tall * LEADING


def _fitting(pen: _Pen, fact: Fact, room: float, height: float) -> list[tuple[str, int, str]]:
    """(line, size, ink) of label and note, so large that they have room."""
    lines: list[tuple[str, int, str]] = []
    for smaller in range(0, LABEL - SMALLEST, 2):
        parts = ((fact.label, LABEL - smaller, INK), (fact.note, NOTE - smaller, MUTED))
        lines = [(line, tall, ink) for words, tall, ink in parts for line in pen.lines(words, tall, "medium", room)]
        if sum(tall * LEADING for _, tall, _ in lines) <= height:
            break
    return lines


def _ground(rtl: bool, many: int) -> Image.Image:
    """All but the letters, drawn twice as large: edges are smooth afterwards. Above a row of eight-pointed stars, as on
    the tiles of an iwan."""
    image = Image.new("RGB", (2 * WIDTH, 2 * HEIGHT), TILE)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 2 * WIDTH, 2 * BAND), fill=DEEP)
    for x in range(BAND, 2 * WIDTH, 2 * BAND):
        for turn in (0, 45):
            draw.regular_polygon(((x, BAND), 16), 4, rotation=turn, fill=TILE)
    for place in range(many):
        start, wide = _place(place, many)
        left = WIDTH - start - wide if rtl else start
        corners = (2 * left, 2 * CARD_TOP, 2 * (left + wide), 2 * CARD_BOTTOM)
        draw.rounded_rectangle(corners, 2 * CORNER, fill=PAPER)
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _place(place: int, many: int) -> tuple[float, float]:
    """Distance of a card from the start, and its width."""
    wide = (WIDTH - 2 * EDGE - (many - 1) * GAP) / many
    return EDGE + place * (wide + GAP), wide
