"""`flask doctor` and /manage/doctor: what is wrong with the service, and what to do.

``finding`` is one result. ``checks/`` has the checks, a file for each thing; ``run`` runs them all and never fails.
``words`` translates results. ``cli`` and ``views`` show them.
"""
