"""Appointments: booked online, checked in with a code at the kiosk or a counter."""
