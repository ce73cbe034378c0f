"""Reading the inbox and searching messages."""
