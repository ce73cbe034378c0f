"""Opening an application at the counter: service, applicant, documents, promise.

Read in this order: service/new_application.py (what is typed, and checked), service/create.py (what is stored),
queries/promise.py, views/opening.py. Where a visitor has to be sent on: service/refer.py, then queries/referrals.py,
which counts how often.
"""
