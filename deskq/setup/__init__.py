"""Set-up of an office on its pages, from an empty installation to the first ticket.

Read setup_code.py (who may begin), rules.py (the steps), queries.py (what is done), then views/.
"""
