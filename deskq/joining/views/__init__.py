"""Pages of joining from outside: join, the way back to a lost ticket, the door's code, "I am here"."""
