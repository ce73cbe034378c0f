"""Figures of the visits of a period: kept day by day, added up for reports, compared with earlier periods."""
