"""Applications (درخواست): opened at the desk, carried through the stages of their service sheet, with a promised date.

Read in this order: rules/progress.py (states, verbs, stages: the whole machine), queries/rebuild.py (the journal tells
it alone), models.py, service/edit.py (how every action opens one), service/stages.py and service/endings.py, then the
other queries and the views. How an application is opened at the counter: ``application_opening``.
"""
