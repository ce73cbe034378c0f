"""Erasure of messages, by rule or on request, and export of one person's messages.

Read in this order: erasure.py (what can be emptied, and how), retention.py (when, by rule), personal_data.py.
"""
