"""Rules of service sheets: content, graph of stages, checklist."""
