"""A person's own work in one list: what waits for them in every part, by due date, with numbers for the menu.

Parts hand in what they have (``sources.py``); this package knows none of them. Read in this order: rules.py,
sources.py, numbers.py, views.py.
"""
