"""API tokens: what a machine sends as ``Authorization: Bearer``."""
