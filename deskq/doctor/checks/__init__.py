"""One file for each thing that is checked. A check is a function that yields findings."""
