"""Confirmation of appointments: a place is reserved for some minutes until the code from the SMS verifies the phone
number."""
