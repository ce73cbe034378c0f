"""Moves an office from SQLite into an empty PostgreSQL database: ``flask move-database``.

``source`` reads and checks the rows, ``target`` examines and fills the new database, ``words`` is the index of words,
``move`` is the order of the steps, ``cli`` is the command. Decision: docs/adr/0189.
"""
