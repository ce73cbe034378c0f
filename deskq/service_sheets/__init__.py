"""Service sheets (شناسنامهٔ خدمت): what a service needs and the stages it goes through, in versions.

Read in this order: rules/content.py (what a sheet says), rules/graph.py (its stages as a graph, and what is refused),
models.py, service.py (a new version), drawing.py (the graph as SVG), views.py (public pages), admin.py (editing).
"""
