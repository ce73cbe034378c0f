"""Figures of the visits of a period: stored for each day, summed for reports, compared with earlier periods."""
