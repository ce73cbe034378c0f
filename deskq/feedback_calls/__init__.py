"""The operator calls citizens to ask whether an answer helped (R23).

Read in this order: rules.py, service.py, queries.py, views.py. The rows are ``messages.models.Feedback``: an answer
creates them, retention and erasure empty them.
"""
