"""Queries of the reports of applications."""
