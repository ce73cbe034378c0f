"""Rules of half-year reports: periods, small groups, what must be done before publishing, the order of subjects."""
