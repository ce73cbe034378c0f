"""Queries of the public page: waits now, figures as they are now, and frozen figures."""
