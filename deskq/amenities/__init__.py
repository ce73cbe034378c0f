"""Amenities of the hall: seats, water, toilets and the like; the daily round, faults, repairs and figures."""
