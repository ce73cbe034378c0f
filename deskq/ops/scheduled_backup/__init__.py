"""Encrypted backups that the server makes by itself each night, and the weekly trial of restoring one.

``rules`` says when each is due and which files are kept, ``jobs`` runs them in a process of their own (``worker``),
``state_file`` remembers how they went, ``status`` shows it at /manage and /metrics, ``words`` has the sentences.
"""
