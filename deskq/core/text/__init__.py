"""Text: Persian spelling and digits, Jalali dates, two-language names, national IDs, check digits."""
