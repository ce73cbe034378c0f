"""A strip of paper that grows downwards: text in both scripts, lines, boxes, QR codes. Black on white; all sizes in
dots."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFont, features

from deskq.printing import direction_icons

FONTS = Path(__file__).parent / "fonts"
LONGEST = 6000  #: dots; three times the longest ticket
BLACK, WHITE = 0, 255
OVERHANG = 8  #: dots by which a letter may exceed its line
Weight = Literal["medium", "heavy"]
Side = Literal["start", "middle", "end"]


@lru_cache(maxsize=64)
def font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """One face of the printed font. Needs RAQM: without it Persian letters would be unjoined and in the wrong order."""
    return ImageFont.truetype(FONTS / f"{weight}.ttf", size, layout_engine=ImageFont.Layout.RAQM)


def missing() -> Literal["shaping", "fonts"] | None:
    """What this machine lacks for rendering tickets: RAQM with libfribidi, or the fonts; None when it has both."""
    if not features.check("raqm"):
        return "shaping"
    try:
        font("medium", 20), font("heavy", 20)
    except OSError:
        return "fonts"
    return None


class Canvas:
    """``y`` is where the next element goes. Positions are by start and end, so that one layout serves both
    directions."""

    def __init__(self, width: int, language: str, margin: int) -> None:
        self.width, self.margin, self.y = width, margin, 0
        self.inner = width - 2 * margin
        self._rtl = language == "fa"
        self._language, self._direction = language, "rtl" if self._rtl else "ltr"
        self._image = Image.new("L", (width, LONGEST), WHITE)
        self._draw = ImageDraw.Draw(self._image)

    def finished(self) -> Image.Image:
        """The strip with one bit per dot; exactly these dots are printed."""
        paper = self._image.crop((0, 0, self.width, self.y))
        return paper.point([BLACK] * 140 + [WHITE] * 116).convert("1", dither=Image.Dither.NONE)

    def space(self, dots: int) -> None:
        self.y += dots

    def text(
        self,
        words: str,
        size: int,
        weight: Weight = "medium",
        side: Side = "middle",
        ink: int = BLACK,
        inset: int = 0,
    ) -> None:
        """A paragraph, wrapped to the width (less ``inset`` on both sides), never truncated."""
        face = font(weight, size)
        for line in self.wrapped(words, face, self.inner - 2 * inset):
            x = self._x(self.length(line, face), side, self.margin + inset)
            self._put(line, x, self.y, face, ink)
            self.y += height(face)

    def facts(self, rows: Iterable[tuple[str, str]], size: int) -> None:
        """Label at the start, value at the end; a value that does not fit beside its label starts below it."""
        label_face, value_face = font("medium", size), font("heavy", size)
        for label, value in rows:
            fits = self.length(label, label_face) + self.length(value, value_face) + size <= self.inner
            top = self.y
            self.text(label, size, "medium", "start")
            if fits:
                self.y = top
            self.text(value, size, "heavy", "end" if fits else "start")
            self.y += size // 4

    def direction(self, arrow: str, words: str, size: int) -> None:
        """An arrow at the start, a paragraph beside it."""
        face, side, gap = font("medium", size), 2 * size, size // 2
        lines = self.wrapped(words, face, self.inner - side - gap)
        tall = max(side, len(lines) * height(face))
        at = self._x(side, "start", self.margin), self.y + (tall - side) // 2
        self._image.paste(direction_icons.drawn(arrow, side), at)
        for row, line in enumerate(lines):
            y = self.y + (tall - len(lines) * height(face)) // 2 + row * height(face)
            self._put(line, self._x(self.length(line, face), "start", self.margin + side + gap), y, face, BLACK)
        self.y += tall

    def number(self, code: str, tall: int) -> None:
        """The ticket number, readable from a distance: ``tall`` dots high, compressed in width when too wide."""
        face = _of_height(tall)
        left, top, right, bottom = face.getbbox(code, direction="ltr")
        drawn = Image.new("L", (int(right - left) + 4, int(bottom - top) + 4), WHITE)
        ImageDraw.Draw(drawn).text((2 - left, 2 - top), code, font=face, fill=BLACK, direction="ltr")
        if drawn.width > self.inner:
            drawn = drawn.resize((self.inner, drawn.height), Image.Resampling.LANCZOS)
        self._image.paste(drawn, ((self.width - drawn.width) // 2, self.y))
        self.y += drawn.height

    def rule(self, thick: int = 3) -> None:
        """A dashed line across the paper."""
        for x in range(self.margin, self.width - self.margin, 14):
            self._draw.rectangle((x, self.y, min(x + 7, self.width - self.margin - 1), self.y + thick - 1), fill=BLACK)
        self.y += thick

    def mark(self, words: str, size: int) -> None:
        """White text on black between two stars: visible at arm's length in any language."""
        top, room = self.y, size + size // 2
        lines = len(self.wrapped(words, font("heavy", size), self.inner - 2 * room))
        tall = lines * height(font("heavy", size)) + size // 2
        self._draw.rounded_rectangle(
            (self.margin, top, self.width - self.margin - 1, top + tall), radius=size // 2, fill=BLACK
        )
        for x in (self.margin + room // 2, self.width - self.margin - room // 2):
            self._draw.regular_polygon(_circle(x, top + tall // 2, size // 3), 4, rotation=45, fill=WHITE)
        self.y += size // 4
        self.text(words, size, "heavy", ink=WHITE, inset=room)
        self.y = top + tall + 1

    def box(self, title: str, words: str, size: int) -> None:
        """A framed note."""
        top = self.y
        self.y += size // 3
        self.text(title, size, "heavy", "start", inset=size // 2)
        self.text(words, size, "medium", "start", inset=size // 2)
        self.y += size // 3
        frame = (self.margin, top, self.width - self.margin - 1, self.y)
        self._draw.rounded_rectangle(frame, radius=size // 2, outline=BLACK, width=3)
        self.y += 1

    def code(self, address: str, most: int) -> None:
        """A QR code with its quiet zone, at most ``most`` dots wide, a whole number of dots per module."""
        import segno  # here, because an idle server needs none of its tables

        rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix_iter(scale=1, border=4)]
        side = len(rows)
        drawn = Image.frombytes("L", (side, side), bytes(BLACK if dark else WHITE for row in rows for dark in row))
        scale = max(2, most // side)
        drawn = drawn.resize((side * scale, side * scale), Image.Resampling.NEAREST)
        self._image.paste(drawn, ((self.width - drawn.width) // 2, self.y))
        self.y += drawn.height

    def length(self, words: str, face: ImageFont.FreeTypeFont) -> int:
        return _length(words, face, self._direction, self._language)

    def wrapped(self, words: str, face: ImageFont.FreeTypeFont, room: int) -> list[str]:
        """Lines no longer than ``room``. Letters do not join across a space, so the lengths of words add up."""
        if not words or self.length(words, face) <= room:
            return [words] if words else []
        lines: list[str] = []
        used, gap = 0, self.length(" ", face)
        for word in words.split():
            wide = self.length(word, face)
            if lines and used + gap + wide <= room:
                lines[-1] += f" {word}"
                used += gap + wide
            else:
                lines += self._broken(word, face, room) if wide > room else [word]
                used = self.length(lines[-1], face)
        return lines

    def _broken(self, word: str, face: ImageFont.FreeTypeFont, room: int) -> list[str]:
        """A word wider than the paper, split into pieces."""
        pieces = [""]
        for letter in word:
            if pieces[-1] and self.length(pieces[-1] + letter, face) > room:
                pieces.append("")
            pieces[-1] += letter
        return pieces

    def _x(self, length: int, side: Side, edge: int) -> int:
        if side == "middle":
            return (self.width - length) // 2
        at_left = (side == "end") == self._rtl
        return edge if at_left else self.width - edge - length

    def _put(self, line: str, x: int, y: int, face: ImageFont.FreeTypeFont, ink: int) -> None:
        self._image.paste(ink, (x - OVERHANG, y), _inked(line, face, self._direction, self._language))


@lru_cache(maxsize=4096)
def _length(words: str, face: ImageFont.FreeTypeFont, direction: str, language: str) -> int:
    return int(face.getlength(words, direction=direction, language=language) + 0.999)


@lru_cache(maxsize=256)
def _inked(line: str, face: ImageFont.FreeTypeFont, direction: str, language: str) -> Image.Image:
    """The mask of one line of text. Cached, because most lines are the same on every ticket and shaping is half the
    work."""
    wide = _length(line, face, direction, language) + 2 * OVERHANG
    drawn = Image.new("L", (wide, sum(face.getmetrics()) + OVERHANG), 0)
    ImageDraw.Draw(drawn).text((OVERHANG, 0), line, font=face, fill=255, direction=direction, language=language)
    return drawn


def height(face: ImageFont.FreeTypeFont) -> int:
    ascent, descent = face.getmetrics()
    return int((ascent + descent) * 0.94)


@lru_cache(maxsize=8)
def _of_height(tall: int) -> ImageFont.FreeTypeFont:
    """The heavy face in the size at which digits of both scripts are at least ``tall`` dots high."""
    boxes = (font("heavy", 100).getbbox(digit, direction="ltr") for digit in "8۲۷")
    lowest = min(bottom - top for _, top, _, bottom in boxes)
    return font("heavy", int(tall * 100 / lowest) + 1)


def _circle(x: int, y: int, radius: int) -> tuple[tuple[int, int], int]:
    return ((x, y), radius)
