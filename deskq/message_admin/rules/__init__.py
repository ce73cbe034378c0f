"""Rules of these pages, without database and framework."""
