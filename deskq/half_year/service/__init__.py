"""Commands of half-year reports: freeze, promise, review, publish, correct, drop, withdraw."""
