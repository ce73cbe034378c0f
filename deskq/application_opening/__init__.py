"""Opening an application at the counter: service, applicant, documents, promise.

Read in this order: service/new_application.py (what is typed, and checked), service/create.py (what is stored),
queries.py (the promise), views/opening.py.
"""
