"""Numbers in addresses."""

from werkzeug.routing import IntegerConverter, Map


class UrlNumber(IntegerConverter):
    """Replaces werkzeug's ``int``: a number too large for the database is not found (404)."""

    def __init__(self, map: Map) -> None:  # noqa: A002  (werkzeug's word)
        super().__init__(map, max=2**53)
