"""Reads an uploaded table in a process of its own."""
