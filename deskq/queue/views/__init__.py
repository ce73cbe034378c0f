"""The pages of a visitor's turn: kiosk, lobby, phone, and the clerk's desk."""
