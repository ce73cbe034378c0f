"""Commands of half-year reports: freeze, discard, promise, review, publish."""
