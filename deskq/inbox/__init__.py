"""Pages on which the staff work: the inbox, search, one message with its actions, the work order.

Read in this order: views/inbox_context.py (who reads), queries/inbox.py, views/inbox.py, views/message.py,
views/actions.py, views/timeline.py. photo_uploads.py, durations.py and form_key.py are used by other packages too.
"""
