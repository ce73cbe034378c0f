"""Short notes of staff about a visit for colleagues. They are never public, and are erased after some days."""
