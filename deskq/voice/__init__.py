"""The spoken call: a way out. Knows nothing of tickets and counters but the plain values it is given."""
