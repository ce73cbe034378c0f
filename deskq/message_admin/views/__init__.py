"""Pages under /manage/messages, each with its own blueprint."""
