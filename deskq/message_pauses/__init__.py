"""The clock of a message waits: for the citizen who was asked something, or for an outside body.

Read in this order: rules.py (how deadlines move), models.py, service.py, listeners.py (what ends a wait by itself),
queries.py, jobs.py, sms_template.py.
"""
