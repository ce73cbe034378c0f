"""Rules of applications: the machine of stages, who sees what, how a journal is read back."""
