"""Import of messages that came in before deskq, or on paper: a table is checked, then imported, and may be undone.

Read in this order: rules/fields.py, rules/rows.py, models.py, service.py, work.py.
"""
