"""Spoken calls. Knows plain values only, neither tickets nor counters."""
