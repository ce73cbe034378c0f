"""Checks that somebody is the sender of a message: by four digits of a number given with it, then by a code by SMS."""
