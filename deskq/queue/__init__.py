"""Tickets, counters, calls, and the order in which visitors are called."""
