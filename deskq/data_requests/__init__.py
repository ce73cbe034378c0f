"""A person's data across all features: looked up, exported, erased, on request of that person."""
