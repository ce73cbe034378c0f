"""Short notes of staff about a visit: for colleagues, never for the public, erased after some days."""
