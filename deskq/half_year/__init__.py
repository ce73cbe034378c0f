"""The half-year report: figures frozen after the half-year, corrective actions and their review, and published versions
without names and small groups.

Read in this order: rules/disclosure.py with published/rules/suppression.py, queries/figures.py, service/versions.py,
views/public.py.
"""
