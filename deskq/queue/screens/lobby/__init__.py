"""The lobby's board."""
