"""Pages of the queue: kiosk, lobby, phone, and the counter."""
