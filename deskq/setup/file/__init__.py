"""The whole set-up of an office as one YAML file: export, comparison with the stored set-up, and import, which applies
all of it or nothing.

Read rows.py (content of a file), document.py (from text to rows), plan.py (the differences), apply.py.
"""
