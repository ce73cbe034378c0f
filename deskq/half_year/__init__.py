"""The half-year report: figures frozen after the half-year, corrective actions and their review, and published versions
without names and small groups.

Read in this order: rules/half_years.py, rules/suppression.py, queries/figures.py, service/versions.py, views/public.py.
"""
