"""The days of a report as the query string of a page names them."""

from flask import request

LONGEST = 20  #: characters of a day, or of a division of the report


def typed_days() -> dict[str, str]:
    """{"from": first day, "to": last day}, as they were typed; "" for a day that is not there."""
    return {name: request.args.get(name, "")[:LONGEST].strip() for name in ("from", "to")}
