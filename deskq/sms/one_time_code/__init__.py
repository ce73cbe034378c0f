"""Codes by SMS that verify a phone number: how they are made, stored, sent and accepted. Shared by several features."""
