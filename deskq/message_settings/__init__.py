"""What messages are classified by, set by the admin: kinds, deadline classes, categories, districts, city map, policy.

Read in this order: kinds.py, root_causes.py, search_words.py, models.py, queries.py (all settings of an office in one
object).
"""
