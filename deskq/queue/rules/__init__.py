"""Rules of the queue: priority, transitions, counters. Pure functions."""
