"""Proof that the journal is what was written: weekly verification, and daily anchors outside the database.

An anchor is a signed line with the journal's head. ``chain`` is the file's format and proof, ``key_file`` the key of
the next anchor, ``store`` the files of this server, ``comparison`` compares them with the journal, ``jobs`` writes one
each day, ``weekly`` verifies every row, ``note`` remembers when (ADR 0186).
"""
