"""How often work is begun: again after each stop of the server, but not without end."""

#: Work that itself ends the process, for example because it takes all of the memory, would do so after each start.
MOST_BEGINNINGS = 3


def is_given_up(beginnings: int) -> bool:
    """Whether work is not begun again. ``beginnings``: how often it was begun, the present time included."""
    return beginnings > MOST_BEGINNINGS
