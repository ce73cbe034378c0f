"""Citizens file a message and follow it by its tracking code."""
