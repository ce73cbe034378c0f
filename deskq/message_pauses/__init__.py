"""Pauses of a message's clock, which waits for a reply of the citizen or for an outside body.

Read in this order: rules.py (how deadlines move), models.py, service.py, listeners.py (what ends a wait by itself),
queries.py, jobs.py, sms_template.py.
"""
