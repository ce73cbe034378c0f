"""How applicants rate an application that has ended: three questions, each answered once by one tap (R26).

Read in this order: rules.py (questions, until when, undo), models.py, queries.py, service.py.
"""
