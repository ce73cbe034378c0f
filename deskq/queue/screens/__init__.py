"""Screens of the queue: lobby, kiosk, phone, counter; each with its types and its queries."""
