"""The heart: tickets, calls, and whose turn it is."""
