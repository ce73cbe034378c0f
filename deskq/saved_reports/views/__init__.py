"""Pages of saved reports under /manage/reports/saved."""
