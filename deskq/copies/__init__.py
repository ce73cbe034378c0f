"""Copies of a whole office: database, pictures of the board, and the server's key, in one file that can be put back.

``archive`` is the file, ``database`` how each kind of database is copied, ``proof`` what a copy must prove before it
replaces anything, ``commands`` flask backup and restore.
"""
