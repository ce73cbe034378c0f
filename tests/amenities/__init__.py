"""Tests of amenities: the list, the round, stickers, faults, figures."""
