"""Communication between the hall page and the counters: actions of a supervisor, calls for help, lines of text."""
