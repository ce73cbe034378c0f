"""Staff register a message for a citizen: a 137 call, a visitor at the counter, a letter, a public meeting.

Read in this order: forms.py, service.py, views/intake.py, then what is suggested while somebody types: similar.py,
address_match.py, callers.py, views/suggestions.py.
"""
