"""A whole half-year of the demo town: queue days, messages, applications, their coding and the published report."""
