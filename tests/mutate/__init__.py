"""Puts small faults into the code and the templates and counts how many the tests notice: ``make mutate``."""
