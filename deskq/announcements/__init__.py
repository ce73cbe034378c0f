"""Announcements that the lobby board shows between calls: texts, pictures and videos with first and last days."""
