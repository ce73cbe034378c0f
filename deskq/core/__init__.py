"""Shared foundations: clock, errors, transactions, database, text, secrets. Imports no feature."""
