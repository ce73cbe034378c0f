"""Commands between the hall page and the counters, one transaction each."""
