"""Emits an event to a room with one websocket frame for all: it is made once and written to each connection directly.

The libraries would make the same frame anew for each client and pass it through the client's queue and its writer.
"""

import struct
from typing import Any

from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from socketio.packet import EVENT

NAMESPACE = "/"
FINAL_TEXT = 0x81


def emit(server: Any, event: str, data: object, room: str) -> None:
    """As ``emit`` of a python-socketio ``server``, in the same order for each client; never waits for a client.

    What cannot be written at once goes through the client's queue: something is queued before it, the client reads
    slowly, or it has no websocket yet.
    """
    message = server.packet_class(EVENT, namespace=NAMESPACE, data=[event, data]).encode()
    packet = EnginePacket(MESSAGE, message)
    frame = text_frame(packet.encode())
    for _, name in server.manager.get_participants(NAMESPACE, room):
        client = server.eio.sockets.get(name)
        if client is None or not _written(client, frame):
            server.eio.send_packet(name, packet)


def text_frame(text: str) -> bytes:
    """A whole text frame as a server sends it, without a mask (RFC 6455, 5.2)."""
    payload = text.encode()
    size = len(payload)
    if size < 126:
        return bytes([FINAL_TEXT, size]) + payload
    if size < 2**16:
        return struct.pack(">BBH", FINAL_TEXT, 126, size) + payload
    return struct.pack(">BBQ", FINAL_TEXT, 127, size) + payload


def _written(client: Any, frame: bytes) -> bool:
    """Whether the frame is on its way to an engine.io client. Only if nothing that was sent earlier waits: the queue is
    empty, and its writer holds nothing back, which it does only while a write blocks."""
    wire = getattr(client, "deskq_wire", None)
    if wire is None or not client.upgraded or client.closing or client.closed or not client.queue.empty():
        return False
    return bool(client.check_ping_timeout()) and wire.try_send(frame)
