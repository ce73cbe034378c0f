"""Rules of the figures of applications: measuring one history."""
