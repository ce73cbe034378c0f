"""How long a visitor will wait: what is learned from past visits, the line played forward, and what came of it."""
