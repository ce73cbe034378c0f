"""The services a municipality begins with (design: catalogue of sixteen services); each town edits them afterwards."""
