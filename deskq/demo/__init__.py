"""The demo office: the municipality of Takestan with staff, citizens, one seeded morning or simulated days."""
