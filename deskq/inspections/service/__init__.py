"""The actions on inspections."""
