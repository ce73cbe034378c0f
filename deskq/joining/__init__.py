"""Join today's queue from outside: a ticket taken by phone, called only after its visitor said "I am here".

Read in this order: rules.py, models.py, service.py, listeners.py, views/join.py, views/arrival.py.
"""
