"""Joining today's queue from outside: a ticket taken by phone. It is called only after its visitor has said "I am
here".

Read in this order: rules.py, models.py, service.py, listeners.py, views/join.py, views/arrival.py.
"""
