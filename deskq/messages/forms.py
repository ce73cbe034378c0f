"""Fields that the forms of several packages share: a point on the map."""

from typing import Annotated

from pydantic import Field

#: Millionths of a degree.
Latitude = Annotated[int, Field(ge=-90_000_000, le=90_000_000)]
Longitude = Annotated[int, Field(ge=-180_000_000, le=180_000_000)]
