"""Queries of opening applications."""
