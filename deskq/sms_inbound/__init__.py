"""Inbound SMS: received once, understood, answered."""
