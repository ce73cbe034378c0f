"""The training register of staff (R31): who was trained in what, when, by whom, and until when it is valid."""
