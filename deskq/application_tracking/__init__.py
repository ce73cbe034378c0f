"""The page on which an applicant follows an application and acts on it.

Read in this order: rules.py (how often digits are tried), service.py (whether they fit, and codes by SMS), access.py
(what this browser may do), views.py, proof.py.
"""
