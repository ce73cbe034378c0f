"""The printers of this installation: which kiosk prints where, and whether this machine can render at all."""

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from flask import Flask, current_app

import config
from deskq.printing import address, connections
from deskq.printing.address import Address
from deskq.printing.connections import Connection, Port

if TYPE_CHECKING:
    from deskq.printing.fake_printer import FakePrinter

EXTENSION = "deskq_printers"


class Printers:
    """Each printer of the setting, by its kiosk device and by name."""

    def __init__(self, addresses: list[Address]) -> None:
        self._by_device = {one.device: one for one in addresses}
        self.real = [one for one in addresses if one.kind != "browser"]
        self.fakes: dict[str, FakePrinter] = {}

    @cached_property
    def lacks(self) -> Literal["shaping", "fonts"] | None:
        """What this machine lacks for rendering, None for nothing; then the browser prints instead."""
        if not self.real:
            return None
        from deskq.printing import canvas  # here, because a server without printers needs no Pillow

        return canvas.missing()

    def of_device(self, device_id: int | None) -> Address | None:
        """The printer of a kiosk device; None when its browser prints."""
        found = self._by_device.get(device_id) or self._by_device.get(None)
        return None if found is None or found.kind == "browser" or self.lacks else found

    def shared(self) -> Address | None:
        """The printer for those at no kiosk: the one for all kiosks, else the first; None where browsers print."""
        return self.of_device(None) or (None if self.lacks else next(iter(self.real), None))

    def named(self, name: str) -> Address | None:
        return next((one for one in self.real if one.name == name), None)

    def port(self, one: Address) -> Port:
        return Port(one, self._connect)

    def fake(self, name: str) -> "FakePrinter":
        """The simulated printer, created when first needed."""
        from deskq.printing.fake_printer import FakePrinter

        if name not in self.fakes:
            self.fakes[name] = FakePrinter()
        return self.fakes[name]

    def _connect(self, one: Address) -> Connection:
        if one.kind == "fake":
            return connections.NetworkConnection("127.0.0.1", self.fake(one.name).port)
        return connections.connect(one)


def init_app(app: Flask) -> None:
    try:
        addresses = address.read(str(app.config["PRINTER"]))
    except ValueError as wrong:
        raise config.BadSetting(f"DESKQ_PRINTER: {wrong}.") from None
    if not app.config["DEMO"] and any(one.kind == "fake" for one in addresses):
        raise config.BadSetting("DESKQ_PRINTER=fake prints on no paper; it is only for a demo office (DESKQ_DEMO=1).")
    app.extensions[EXTENSION] = Printers(addresses)


def current() -> Printers:
    found: Printers = current_app.extensions[EXTENSION]
    return found
