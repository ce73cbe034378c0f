"""What tests of every folder share, and what a run of them needs."""
