"""Webhooks: what happens to applications is sent to addresses of other software, signed, and again until it arrives.

Read in this order: rules.py (signature, allowed addresses, when again), models.py, listeners.py (what is sent),
service.py (claiming and keeping results), sending.py (one request), jobs.py, admin.py.
"""
