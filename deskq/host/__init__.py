"""The host's page: staff who stand in the hall issue tickets, correct them, help and fetch visitors."""
