"""What is reported already: similar messages while one is written, and the public page of open matters with "me too".

Read in this order: rules.py (what is public, and where it is drawn), queries.py, service.py, views.py; similar.py with
address_match.py.
"""
