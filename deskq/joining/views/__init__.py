"""Pages of joining from outside: join, the door's code, "I am here"."""
