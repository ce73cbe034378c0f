"""The card of each role."""

from collections.abc import Mapping

from deskq.practice.cards import hall, management, town
from deskq.practice.cards.rules import Card

CARDS: Mapping[str, Card] = {
    "clerk": hall.CLERK,
    "host": hall.HOST_CARD,
    "expert": town.EXPERT,
    "operator": town.OPERATOR,
    "supervisor": hall.SUPERVISOR,
    "inspectorate": town.INSPECTORATE,
    "executive": management.EXECUTIVE,
    "regional": management.REGIONAL,
    "admin": management.ADMIN,
}
