"""PDF files of pages, made without a browser (ADR 0232): what a page says becomes parts of a document, and Typst sets
them, in a process of its own."""
