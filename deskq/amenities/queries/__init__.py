"""Queries of amenities: objects and settings, the round of a day, faults, figures of a period."""
