"""Rules of commission sessions."""
