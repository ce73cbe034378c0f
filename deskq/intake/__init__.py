"""Staff take in a message: a 137 call, a visitor at the counter, a letter."""
