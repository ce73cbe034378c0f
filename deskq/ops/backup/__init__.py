"""Copies of a whole office: database, pictures, and the server's keys, in one file that can be put back.

``archive`` is the file, ``database`` how each kind of database is copied, ``proof`` what a copy must prove before it
replaces anything, ``keys`` what becomes of the keys, ``commands`` flask backup and restore.
"""
