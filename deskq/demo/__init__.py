"""The demo office: the municipality of Takestan, its people, one morning and whole days."""
