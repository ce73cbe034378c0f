"""After a rating: a complaint or praise about the visit with one tap, on the phone, at the kiosk or by SMS.

Read in this order: rules.py, service.py, queries.py, views/followup.py, views/kiosk.py, views/complaint_link.py (the
QR code on a tablet), praise.py with views/praise.py (thanks shown to the clerk).
"""
