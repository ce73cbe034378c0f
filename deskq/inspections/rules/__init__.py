"""Rules of inspections: which stages, the order of the way, what a result may be."""
