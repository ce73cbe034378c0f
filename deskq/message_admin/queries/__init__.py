"""Reads what these pages show together."""
