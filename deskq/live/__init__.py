"""Live screens over sockets: reads the journal, draws and sends screens; the only package that emits."""
