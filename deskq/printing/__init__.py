"""Tokens on paper: drawn by us, kept in an outbox, sent by a worker. Above the queue, which does not know of it."""
