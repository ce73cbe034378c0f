"""Tests of imports of messages."""
