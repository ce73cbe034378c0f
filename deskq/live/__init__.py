"""Live screens over sockets: reads the journal, renders and sends screens; the only package that emits."""
