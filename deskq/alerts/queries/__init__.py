"""Reads the settings, the active alerts and the duty list, and which alerts are due."""
