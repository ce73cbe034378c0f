"""Pictures that cost far more than they weigh, and an ordinary photo of a phone."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageFilter


def _encoded(image: Image.Image, kind: str, **more: object) -> bytes:
    drawn = BytesIO()
    image.save(drawn, kind, **more)
    return drawn.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_bomb(width: int, height: int) -> bytes:
    """Black, a thousandth of its size as a file."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    rows = zlib.compress(bytes((1 + 4 * width) * height), 9)
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def progressive_bomb(width: int, height: int, scans: int) -> bytes:
    """A JPEG whose last scan comes again and again."""
    whole = _encoded(Image.new("RGB", (width, height), "teal"), "JPEG", progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + last * scans + b"\xff\xd9"


def hostile() -> list[bytes]:
    """Ten: beyond the limits of pixels and within them."""
    return [
        _encoded(Image.new("RGBA", (6300, 6300), (0, 0, 0, 0)), "WEBP", lossless=True),
        _encoded(Image.new("RGBA", (4000, 4000), (0, 0, 0, 0)), "WEBP", lossless=True),
        _encoded(Image.new("RGB", (3999, 3999), "red"), "WEBP", lossless=True),
        png_bomb(20_000, 15_000),
        png_bomb(4890, 4890),
        png_bomb(1, 24_000_000),
        progressive_bomb(8160, 6120, 8),
        progressive_bomb(8160, 6120, 30),
        progressive_bomb(8000, 8000, 29),
        _encoded(Image.new("L", (30_000, 2000)), "JPEG"),
    ]


def photo(width: int = 8160, height: int = 6120) -> bytes:
    """Of a phone with fifty megapixels: some megabytes."""
    noise = Image.effect_noise((width // 16, height // 16), 60).convert("RGB").resize((width, height))
    return _encoded(noise.filter(ImageFilter.GaussianBlur(1)), "JPEG", quality=88)
