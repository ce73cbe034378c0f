"""Pages of alerts under /manage/alerts."""
