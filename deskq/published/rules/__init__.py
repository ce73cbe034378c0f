"""Rules of what is published: which numbers are hidden, and when waits are short as a rule."""
