"""Tests of buildings, rooms, the directory and signs."""
