"""Wait estimates: learn from past visits, simulate the queue forward, show an interval, compare it with the real
wait."""
