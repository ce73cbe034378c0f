"""Courses: accounts of a whole class of trainees, made in one form, undone by one press, ended on a day."""
