"""The pages on which visitors rate: their phone, the tablet of a counter, the kiosk, the link in an SMS."""
