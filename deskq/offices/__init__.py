"""Several offices in one installation: which one, people of several, all at a glance, one more office."""
