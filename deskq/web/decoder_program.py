"""The program that decodes uploaded images and encodes them again: a process of its own, with limits of the system.

``image_decoder`` starts it by its path, so it imports nothing of deskq and knows no secret. It serves one socket, its
standard input, until that is closed or nothing came for a while. A message is two lengths, a JSON object and bytes.
"""

import json
import os
import resource
import select
import socket
import struct
import sys
from contextlib import suppress
from io import BytesIO
from math import ceil
from time import monotonic, process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

LENGTHS = struct.Struct(">II")
MEGABYTE = 1024 * 1024
MOST_BYTES = 256 * MEGABYTE
QUALITY = 80
#: Priority below that of the server.
NICE = 5


def main(memory_megabytes: int, idle_seconds: float) -> None:
    _limit(memory_megabytes)
    with socket.socket(fileno=0) as channel:
        channel.setblocking(True)
        while select.select([channel], [], [], idle_seconds)[0]:
            request = receive(channel, MOST_BYTES)
            if request is None:
                return
            fields, images = _answer(*request)
            channel.sendall(head(fields, len(images)) + images)


def _limit(memory_megabytes: int) -> None:
    """At most so much memory; no core file, no file and no process is made; lower priority than the server."""
    most = memory_megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    for kind in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC):
        resource.setrlimit(kind, (0, 0))
    with suppress(OSError):
        os.nice(NICE)


class Refused(Exception):
    """Says in a word why."""


def _answer(request: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    """{"sizes": bytes of each image} and the images, or {"error": what is wrong} and nothing."""
    from PIL import Image, UnidentifiedImageError  # in functions: the server imports this module and needs no decoder

    end = ceil(process_time()) + request["cpu_seconds"]  # the limit counts all processor time since the start
    resource.setrlimit(resource.RLIMIT_CPU, (end, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    try:
        images = _reencoded(content, request["boxes"], request["max_pixels"], request["max_scans"])
    except Refused as refused:
        return {"error": str(refused)}, b""
    except MemoryError:
        return {"error": "too-heavy"}, b""
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return {"error": "too-large"}, b""
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, RuntimeError, struct.error):
        return {"error": "no-picture"}, b""
    return {"sizes": [len(image) for image in images]}, b"".join(images)


def _reencoded(content: bytes, boxes: list[int], max_pixels: dict[str, int], max_scans: int) -> list[bytes]:
    """The image upright, as WebP without metadata, once for each box (largest first); a JPEG is decoded at about the
    size at which it is shown."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = max(max_pixels.values())
    if content.startswith(b"\xff\xd8") and content.count(b"\xff\xda") > max_scans:
        raise Refused("no-picture")
    with Image.open(BytesIO(content), formats=tuple(max_pixels)) as picture:
        _check(picture, max_pixels)
        picture.draft("RGB", (boxes[0], boxes[0]))
        plain = _rgb(picture)
        plain.thumbnail((boxes[0], boxes[0]), reducing_gap=2.0)
        upright = ImageOps.exif_transpose(plain)
        upright.info.clear()
        return [_webp(upright, box) for box in boxes]


def _check(picture: "Image", max_pixels: dict[str, int]) -> None:
    """Before decoding. In a JPEG of several images the first is the photograph; cameras add others."""
    kind = "JPEG" if picture.format == "MPO" else str(picture.format)
    if picture.width * picture.height > max_pixels[kind]:
        raise Refused("too-large")
    if kind != "JPEG" and getattr(picture, "is_animated", False):
        raise Refused("moving-picture")


def _rgb(picture: "Image") -> "Image":
    """In a colour mode that WebP has; 16-bit grey is reduced to 8 bits."""
    if picture.mode.startswith("I"):
        return picture.point(lambda grey: grey * (1 / 256)).convert("L").convert("RGB")
    wanted = "RGBA" if picture.has_transparency_data else "RGB"
    return picture if picture.mode == wanted else picture.convert(wanted)


def _webp(picture: "Image", box: int) -> bytes:
    fitted, encoded = picture.copy(), BytesIO()
    fitted.thumbnail((box, box))
    fitted.save(encoded, "WEBP", quality=QUALITY, method=3)
    return encoded.getvalue()


def head(fields: dict[str, Any], length: int) -> bytes:
    """The beginning of a message; ``length`` bytes follow it."""
    text = json.dumps(fields).encode()
    return LENGTHS.pack(len(text), length) + text


def receive(channel: socket.socket, most: int, until: float | None = None) -> tuple[dict[str, Any], bytes] | None:
    """The next message; None at the end. TimeoutError at ``until`` (monotonic), ValueError if it is longer than
    ``most`` bytes."""
    lengths = _exactly(channel, LENGTHS.size, until)
    if lengths is None:
        return None
    text_length, length = LENGTHS.unpack(lengths)
    if text_length + length > most:
        raise ValueError("the message is too long")
    text, content = _exactly(channel, text_length, until), _exactly(channel, length, until)
    return None if text is None or content is None else (json.loads(text), content)


def _exactly(channel: socket.socket, length: int, until: float | None) -> bytes | None:
    found = bytearray()
    while len(found) < length:
        if until is not None:
            wait(channel, until)
        part = channel.recv(min(length - len(found), MEGABYTE))
        if not part:
            return None
        found += part
    return bytes(found)


def wait(channel: socket.socket, until: float) -> socket.socket:
    """The channel, whose next call waits until then; TimeoutError if that has passed."""
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    channel.settimeout(left)
    return channel


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
