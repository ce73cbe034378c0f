"""The actions on commission sessions."""
