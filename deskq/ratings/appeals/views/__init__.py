"""Pages of appeals: the clerk's own, and those of the inspectorate."""
