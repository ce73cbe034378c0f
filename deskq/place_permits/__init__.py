"""Which applications and permits are known at the place of a message, for the staff who work on it.

Messages and applications do not know each other. This package is above both: the page of a message declares a port
(``inbox/place_permits_port.py``), and this package binds it. Nothing of it is on a page of the citizen.
"""
