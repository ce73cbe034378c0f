"""What of a message is erased, by rule or on request, and what the office tells one person of their messages.

Read in this order: erasure.py (what can be emptied, and how), retention.py (when, by rule), personal_data.py.
"""
