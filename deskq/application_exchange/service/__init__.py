"""The actions on imports."""
