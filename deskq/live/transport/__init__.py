"""WebSocket transport: the server, the frame filter, and slow or broken connections."""
