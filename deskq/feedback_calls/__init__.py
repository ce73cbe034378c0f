"""The operator calls citizens about answers (R23)."""
