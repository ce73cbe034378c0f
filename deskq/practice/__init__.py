"""Practice: an office beside the real one, where staff try the buttons. Nothing is real, and nothing leaves it."""
