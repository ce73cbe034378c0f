"""Open matters: similar messages while a message is written, and the public page of open requests with "me too".

Read in this order: rules.py (what is public, and where it is drawn), queries.py, service.py, views.py; similar.py with
address_match.py.
"""
