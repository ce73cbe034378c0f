"""A citizen's message from registration to its end: the core that all other packages of the family build on.

Read in this order: rules/transitions.py (states and verbs), models.py, service/create.py, service/edit.py (how every
action opens a message), service/refer.py, answer.py and duplicates.py, then rules/visibility.py and
queries/visibility.py (who sees what), rules/deadlines.py and service/escalate.py.
"""
