"""A clerk's appeal against the rating of a visit, and the decision of the inspectorate."""
