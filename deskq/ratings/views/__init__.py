"""The pages on which visits are rated: the phone, the tablet, the kiosk, the link of an SMS."""
