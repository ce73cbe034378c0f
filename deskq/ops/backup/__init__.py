"""Backup and restore of a whole office: database, pictures and the server's keys in one file.

``archive`` is the file format, ``database`` copies each kind of database, ``verify`` checks a backup before it replaces
anything, ``keys`` backs up and restores the keys, ``cli`` is flask backup and flask restore.
"""
