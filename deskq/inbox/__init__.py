"""Staff pages of messages: inbox, one message, its actions, work order."""
