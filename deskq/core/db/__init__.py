"""The database: engine and column types, group commit, the journal, encryption of personal fields."""
