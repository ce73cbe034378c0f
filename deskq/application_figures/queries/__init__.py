"""Queries of the figures of applications."""
