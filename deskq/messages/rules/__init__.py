"""Rules of messages: transitions, visibility, deadlines, history. Pure functions."""
