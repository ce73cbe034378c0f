"""Appointments: an hour of a day, taken on the Internet, claimed with a code at the kiosk or the desk."""
