"""Queries of applications."""
