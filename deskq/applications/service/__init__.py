"""The actions on applications."""
