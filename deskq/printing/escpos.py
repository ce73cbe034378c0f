"""ESC/POS: an image as bytes, the status requests, and what their answers mean."""

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PIL.Image import Image

Condition = Literal["ready", "paper_low", "paper_out", "cover_open", "error", "offline"]
#: Conditions in which a page may be sent.
PRINTS = ("ready", "paper_low")

RESET = b"\x1b@"
CUT = b"\x1dV\x42\x00"  #: feeds to the cutter, then cuts
DONE = b"\x1dr\x01"  #: answered with one byte when everything before it is printed
ROWS = 255  #: rows per command: printers with a small buffer start at once


def page(picture: "Image") -> bytes:
    """The image (mode 1, black on white) as raster commands (GS v 0), and a cut."""
    strips = (
        picture.crop((0, top, picture.width, min(top + ROWS, picture.height))) for top in range(0, picture.height, ROWS)
    )
    return RESET + b"".join(map(_raster, strips)) + CUT


def _raster(strip: "Image") -> bytes:
    from PIL import ImageChops

    across = (strip.width + 7) // 8
    head = b"\x1dv0\x00" + across.to_bytes(2, "little") + strip.height.to_bytes(2, "little")
    return head + ImageChops.invert(strip).tobytes()


#: DLE EOT 1 to 4, answered at once even by a printer that is busy or offline.
QUESTIONS = tuple(b"\x10\x04" + bytes([n]) for n in (1, 2, 3, 4))
_FIXED, _SIGN = 0b10010011, 0b00010010
_OFFLINE, _COVER, _STOPPED_EMPTY, _FAULT, _NEAR_END, _END = 0x08, 0x04, 0x20, 0x40, 0x0C, 0x60
_ERRORS = 0x68  #: cutter, unrecoverable, too hot


def condition(answers: bytes) -> Condition:
    """The condition according to the four answers. An invalid answer counts as offline."""
    if len(answers) != len(QUESTIONS) or any(byte & _FIXED != _SIGN for byte in answers):
        return "offline"
    printer, cause, error, paper = answers
    if cause & _COVER:
        return "cover_open"
    if paper & _END or cause & _STOPPED_EMPTY:
        return "paper_out"
    if error & _ERRORS or cause & _FAULT:
        return "error"
    if printer & _OFFLINE:
        return "offline"
    return "paper_low" if paper & _NEAR_END else "ready"
