"""Frames of a websocket as a server sends them."""

import struct

FINAL_TEXT = 0x81


def text_frame(text: str) -> bytes:
    """A whole text frame as a server sends it, without a mask (RFC 6455, 5.2)."""
    payload = text.encode()
    size = len(payload)
    if size < 126:
        return bytes([FINAL_TEXT, size]) + payload
    if size < 2**16:
        return struct.pack(">BBH", FINAL_TEXT, 126, size) + payload
    return struct.pack(">BBQ", FINAL_TEXT, 127, size) + payload
