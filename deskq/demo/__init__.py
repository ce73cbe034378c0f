"""The demo office: the municipality of Takestan, with places and people, nobody in line; and one morning."""

from deskq.demo.morning import earlier, morning
from deskq.demo.office import office

__all__ = ["earlier", "morning", "office"]
