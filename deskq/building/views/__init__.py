"""Public pages of the directory, the same at the kiosk, and the board at the entrance."""
