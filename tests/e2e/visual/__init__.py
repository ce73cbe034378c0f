"""How pages look: geometry of every page that people can reach, and pictures to compare with."""

from pathlib import Path

#: For ``page.evaluate(GEOMETRY, least)``, see there.
GEOMETRY = (Path(__file__).parent / "geometry.js").read_text()
