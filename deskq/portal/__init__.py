"""Public pages: a citizen submits a message, tracks it by its code and comes back to its answer.

Read in this order: forms.py, views/submit.py, access.py (what a code and the last four digits open), guess_limits.py,
queries.py, service.py, views/tracking.py, views/published_deadlines.py.
"""
