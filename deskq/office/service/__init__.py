"""Commands that edit the office, one transaction each."""
