"""Setting an office up on its pages: from an empty installation to the first ticket.

Read setup_code.py (who may begin), rules.py (the steps), queries.py (what is done), then views/.
"""
