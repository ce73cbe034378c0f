"""Coding of messages, paper slips and rating comments of a half-year by subject and root cause.

Read in this order: rules/codes.py, models.py, rules/naive_bayes.py (proposals), rules/agreement.py (kappa), service.py.
"""
