"""Inspections (بازدید): stages that need somebody at the place, gathered into a tour of a day, reported from a phone
that may have no connection.

Read in this order: rules/stages.py (which stages), rules/way.py (order of the way), rules/results.py (what a result is,
and whether it counts), models.py, service/tours.py, service/results.py, then queries and views.
"""
