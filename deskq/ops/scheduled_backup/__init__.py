"""Nightly encrypted backups by a background job, and the weekly test restore.

``rules`` says when each is due and which files are kept. ``jobs`` runs them in a separate process (``worker``).
``state_file`` stores their results, ``status`` shows them at /manage and /metrics, ``words`` has the sentences.
"""
