"""Commands of saved reports: save, change, delete, restore; recipients; sending."""
