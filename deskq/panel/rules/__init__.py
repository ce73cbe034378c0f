"""Rules of the figures of the hall."""
