"""Checks that a person is the sender of a message: by four digits of a number given with it, then by a code from an
SMS."""
