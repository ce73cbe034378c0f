"""Figures of applications, kept as each stage and each application ends: how long, in whose hands, by which promise.

Read in this order: rules/measure.py (what one history says), models.py, keep.py (writes it with the action itself),
then the queries.
"""
