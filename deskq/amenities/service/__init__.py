"""Commands of amenities: the list and its settings, the round, reports, repairs."""
