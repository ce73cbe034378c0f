"""The service that somebody has chosen by its code."""

from deskq.core.errors import N_, InvalidInput
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Service

UNKNOWN_SERVICE = N_("This service does not exist.")


def offered_service(config: OfficeConfig, code: str) -> Service:
    """The service on offer with this code; ``InvalidInput`` if there is none."""
    service = config.service(code)
    if service is None:
        raise InvalidInput({"service": UNKNOWN_SERVICE})
    return service
