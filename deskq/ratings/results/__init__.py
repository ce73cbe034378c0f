"""The results of ratings over a period: scores, intervals, breakdowns, and what may be shown of them."""
