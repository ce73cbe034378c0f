"""Format and size of an image, read from the first bytes of its file: nothing is decoded."""

import struct
from typing import BinaryIO, NamedTuple

#: Brands in the first bytes of a file that mean HEIC or AVIF.
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
PNG_START = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
JPEG_START = b"\xff\xd8\xff"
#: Markers of a JPEG that carry its size (SOF0 to SOF15); C4, C8 and CC among them mean something else.
JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
#: Metadata of a JPEG (EXIF, colour profile, previews) are before its size, in segments of 64 KB at most.
MOST_SEGMENTS = 500


class ImageHeader(NamedTuple):
    """``kind`` is JPEG, PNG, WEBP or HEIC; width and height in px, 0 for HEIC."""

    kind: str
    width: int
    height: int

    @property
    def pixels(self) -> int:
        return self.width * self.height


def read(source: BinaryIO) -> ImageHeader | None:
    """None when the file is none of these, or is cut off in its header. Leaves the file at its beginning."""
    source.seek(0)
    head = source.read(32)
    found = _read(head, source)
    source.seek(0)
    return found


def _read(head: bytes, source: BinaryIO) -> ImageHeader | None:
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return ImageHeader("HEIC", 0, 0)
    if head.startswith(PNG_START) and len(head) >= 24:
        return ImageHeader("PNG", *struct.unpack(">II", head[16:24]))
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP" and len(head) >= 30:
        return _webp(head)
    return _jpeg(source) if head.startswith(JPEG_START) else None


def _webp(head: bytes) -> ImageHeader | None:
    """RFC 9649: the three kinds of the first chunk."""
    if head[12:16] == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
        return ImageHeader("WEBP", width, height)
    if head[12:16] == b"VP8L" and head[20] == 0x2F:
        bits = int.from_bytes(head[21:25], "little")
        return ImageHeader("WEBP", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if head[12:16] == b"VP8 " and head[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", head[26:30])
        return ImageHeader("WEBP", width & 0x3FFF, height & 0x3FFF)
    return None


def _jpeg(source: BinaryIO) -> ImageHeader | None:
    source.seek(2)
    for _ in range(MOST_SEGMENTS):
        if source.read(1) != b"\xff":
            return None
        while (marker := source.read(1)) == b"\xff":  # filling
            pass
        length = source.read(2)
        if len(length) < 2:
            return None
        if marker[0] in JPEG_SIZES:
            size = source.read(5)
            return ImageHeader("JPEG", *struct.unpack(">HH", size[1:5])[::-1]) if len(size) == 5 else None
        source.seek(int.from_bytes(length, "big") - 2, 1)
    return None
