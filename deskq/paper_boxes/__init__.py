"""Boxes for paper slips: opening before witnesses, typing in, closing with minutes."""
