"""The round on a phone, faults and repairs, and the public page of a sticker."""
