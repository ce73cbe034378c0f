"""Public pages: submit a message, track it, published deadlines."""
