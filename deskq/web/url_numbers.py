"""Numbers in addresses."""

from werkzeug.routing import IntegerConverter


class UrlNumber(IntegerConverter):
    """Replaces werkzeug's ``int``: an address with more than nine digits is not found (404). Integer keys end at
    2147483647. A limit by ``max`` would answer 405 where another method of the address exists."""

    regex = r"\d{1,9}"
