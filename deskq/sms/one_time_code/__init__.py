"""Codes by SMS that prove a phone number: how they are made, stored, sent and accepted. Used by every feature."""
