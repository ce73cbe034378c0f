"""Admin pages for the settings of messages and for units."""
