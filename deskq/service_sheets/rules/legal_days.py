"""Days that hang on a law. Those to begin with are proposals (docs/domain.md): each town confirms its own. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Days:
    """``defence``: calendar days in which the owner may answer a notice of the commission of article 100;
    ``verdict_objection``: calendar days to object to its verdict; ``objection_decision``: working days in which an
    objection to a refused application is decided."""

    defence: int = 10
    verdict_objection: int = 10
    objection_decision: int = 15


USUAL = Days()
LEAST, MOST = 1, 366
