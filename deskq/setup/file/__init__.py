"""The whole set-up of an office as one YAML file: written, compared with what is stored, and applied whole or not
at all.

Read rows.py (what a file has), document.py (from text to rows), plan.py (the differences), apply.py.
"""
