"""Scans of documents by the desk: a file, a paper of the counter's scanner, a picture by phone; before and after the
application is opened.

Read in this order: rules.py, models.py, service/attach.py (the scans of an application), service/drafts.py (those of
one that is about to be opened), service/links.py (a phone that sends a picture once), scanner_folder.py and
service/scanner.py (papers of the counter's scanner), then the views.
"""
