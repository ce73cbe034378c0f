"""Signs as PDF files: what stands on them (``documents.py``), and how they are set (``sign.typ``)."""
