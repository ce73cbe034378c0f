"""Reads settings, alerts that stand, the duty list, and what there is to be told now."""
