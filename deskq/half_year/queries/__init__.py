"""Reads the present figures of a half-year, and the stored reports."""
