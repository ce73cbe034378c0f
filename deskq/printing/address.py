"""Printer addresses in the settings: ``browser``, ``fake``, ``network://host:port?width=576``, ``usb://04b8:0202``.

One address serves all kiosks; ``7=usb://04b8:0202`` serves the kiosk device of that number. Several are separated by
spaces.
"""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from deskq.printing.printed_ticket import WIDTHS

Kind = Literal["browser", "fake", "network", "usb"]
FORMS = "browser, fake, network://HOST:9100?width=576 or usb://VENDOR:PRODUCT?width=384"


@dataclass(frozen=True, slots=True)
class Address:
    """``device`` None: for every kiosk without a printer of its own. ``confirms``: answers GS r when it has printed.
    ``width`` in dots."""

    kind: Kind
    device: int | None = None
    host: str = ""
    port: int = 9100
    vendor: int = 0
    product: int = 0
    width: int = 576
    confirms: bool = True

    @property
    def name(self) -> str:
        """The printer's name in the database."""
        return "main" if self.device is None else f"kiosk {self.device}"


def read(setting: str) -> list[Address]:
    """The printers of the setting. ``ValueError`` says in a sentence what is wrong with it."""
    found = [_read(entry) for entry in setting.split()] or [Address("browser")]
    if len({address.device for address in found}) < len(found):
        raise ValueError("each kiosk may have one printer")
    return found


def _read(entry: str) -> Address:
    device, known, rest = entry.partition("=")
    own = int(device) if known and device.isdecimal() else None
    url = rest if own is not None else entry
    kind = url.partition("://")[0].partition("?")[0]
    try:
        return READ[kind](url, own)
    except (KeyError, ValueError) as why:
        detail = f" ({why})" if isinstance(why, ValueError) else ""
        raise ValueError(f"{entry!r} is no printer: it must be {FORMS}{detail}") from None


def _browser(url: str, device: int | None) -> Address:
    return Address("browser", device)


def _fake(url: str, device: int | None) -> Address:
    width, confirms = _options(url)
    return Address("fake", device, width=width, confirms=confirms)


def _network(url: str, device: int | None) -> Address:
    parts = urlsplit(url)
    if not parts.hostname or parts.path.strip("/"):
        raise ValueError("the host is missing")
    width, confirms = _options(url)
    return Address("network", device, host=parts.hostname, port=parts.port or 9100, width=width, confirms=confirms)


def _usb(url: str, device: int | None) -> Address:
    vendor, _, product = urlsplit(url).netloc.partition(":")
    width, confirms = _options(url)
    return Address("usb", device, vendor=int(vendor, 16), product=int(product, 16), width=width, confirms=confirms)


def _options(url: str) -> tuple[int, bool]:
    asked = dict(parse_qsl(urlsplit(url).query, strict_parsing=True)) if "?" in url else {}
    width = int(asked.pop("width", "576"))
    if width not in WIDTHS:
        raise ValueError(f"the width must be {', '.join(map(str, WIDTHS))} dots")
    confirms = asked.pop("confirm", "yes")
    if confirms not in ("yes", "no") or asked:
        raise ValueError("known options are width and confirm=no")
    return width, confirms == "yes"


READ = {"browser": _browser, "fake": _fake, "network": _network, "usb": _usb}
