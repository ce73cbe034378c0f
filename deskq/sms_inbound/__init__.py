"""Inbound SMS: taken once, interpreted, answered.

Read in this order: views.py (the gateway's webhook), receive.py, sms_parse.py, service.py, models.py, listeners.py,
replies.py.
"""
