"""Sessions of commissions (article 100, 77, 5): agenda, notice, defence, verdict, its service and the appeal.

Read in this order: rules/verdicts.py (which stages go to which commission, what a verdict does, and the days),
models.py, service/sessions.py, service/items.py, then queries.py and views.
"""
