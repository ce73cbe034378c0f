"""Commands on messages, one transaction each."""
