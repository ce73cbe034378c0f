"""Boxes for paper slips: opened before witnesses, typed in slip by slip, closed with minutes (R17).

Read in this order: models.py, service.py, queries.py, forms.py, views.py; admin.py is the admin's list of boxes.
"""
