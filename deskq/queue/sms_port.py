"""What the kiosk shows of SMS: a port for templates (``ports.sms``), because SMS depends on this feature."""

from typing import Protocol

from deskq.core.ports import Port


class SmsNumbers(Protocol):
    def texted_to(self, ticket_id: int) -> str | None:
        """None while SMS are off, "" while a number may be given, else the masked number."""


class NoSms:
    def texted_to(self, ticket_id: int) -> str | None:
        return None


PORT: Port[SmsNumbers] = Port("sms", NoSms())
