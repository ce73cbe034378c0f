"""What passes between the hall page and the counters: a supervisor's actions, calls for help, lines of text."""
