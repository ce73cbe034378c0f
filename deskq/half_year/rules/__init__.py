"""Rules of half-year reports: small groups, the steps before publishing, the order of subjects."""
