"""What everything stands on: clock, errors, transactions, database, text, secrets. Knows no feature."""
