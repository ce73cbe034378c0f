"""Figures of a half-year as they are now, and what is stored of reports."""
