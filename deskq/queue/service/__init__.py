"""Commands of the queue, one transaction each."""
