"""Emits an event to a room with one websocket frame for all: it is made once and written to each connection directly.

The libraries would make the same frame anew for each client and pass it through the client's queue and its writer.
"""

from typing import Any

from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from socketio.packet import EVENT

from deskq.live.transport.frames import text_frame

NAMESPACE = "/"


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
        if client is None or not client.write(frame):
            server.eio.send_packet(name, packet)
