"""One visitor's ticket, as the phone, the kiosk and the printer show it."""
