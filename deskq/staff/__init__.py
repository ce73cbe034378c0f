"""People who work here: sign-in, roles, and who may do what."""
