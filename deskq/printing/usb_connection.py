"""A connection to a USB printer, by pyusb. Every failure is an ``OSError``; the log says what an operator can do."""

import errno
import logging
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Any, TypeVar

import gevent
import usb.core
import usb.util
from gevent import monkey
from usb.backend import libusb1

log = logging.getLogger(__name__)
PRINTER_CLASS = 7  #: bInterfaceClass of printers (USB-IF); some printers say "vendor specific" instead
PAGE = "docs/devices.md#usb-printer"
HINTS = {errno.EACCES: f" (see {PAGE})", errno.EBUSY: " (another program uses it)"}
NO_LIBUSB = f"libusb is missing (Debian: libusb-1.0-0) or cannot start (see {PAGE})"
T = TypeVar("T")

_last_reasons: dict[tuple[int, int], str] = {}


class UsbConnection:
    """libusb's calls block, so under gevent they run in a thread of the operating system."""

    def __init__(self, vendor: int, product: int) -> None:
        backend = libusb1.get_backend()  # here: it runs ldconfig, and gevent starts processes in the main thread only
        try:
            _in_thread(lambda: self._open(backend, vendor, product))
        except (OSError, RuntimeError, ValueError) as why:
            reason = _reason(why)
            if _last_reasons.get((vendor, product)) != reason:  # an idle printer is asked every few seconds
                log.warning("USB printer %04x:%04x: %s", vendor, product, reason)
            _last_reasons[vendor, product] = reason
            raise OSError(reason) from why
        _last_reasons.pop((vendor, product), None)

    def _open(self, backend: Any, vendor: int, product: int) -> None:
        if backend is None:
            raise OSError(errno.ENOSYS, NO_LIBUSB)
        self._device: Any = usb.core.find(backend=backend, idVendor=vendor, idProduct=product)
        if self._device is None:
            raise OSError(errno.ENODEV, "not plugged in or switched off")
        try:
            self._claim()
        except BaseException:
            usb.util.dispose_resources(self._device)
            raise

    def _claim(self) -> None:
        """Claimed first and reset then: a printer that another process holds is left alone. The reset clears what a
        page that broke off has left in the printer."""
        interface, self._out, self._in = _two_way_interface(_configuration(self._device))
        number = interface.bInterfaceNumber
        with suppress(NotImplementedError):  # only Linux and macOS know kernel drivers
            if self._device.is_kernel_driver_active(number):
                self._device.detach_kernel_driver(number)
        usb.util.claim_interface(self._device, number)
        with suppress(usb.core.USBError):
            self._device.reset()  # gives the interface back
        usb.util.claim_interface(self._device, number)
        if interface.bAlternateSetting:
            self._device.set_interface_altsetting(number, interface.bAlternateSetting)

    def send(self, data: bytes, seconds: float) -> None:
        _in_thread(lambda: self._write(data, monotonic() + seconds))

    def _write(self, data: bytes, until: float) -> None:
        """pyusb returns without an error when the time is over and the printer has taken a part."""
        while data:
            left = int((until - monotonic()) * 1000)
            if left <= 0:  # libusb takes 0 for "no limit"
                raise TimeoutError(errno.ETIMEDOUT, "the printer took only a part")
            data = data[self._out.write(data, left) :]

    def receive(self, seconds: float) -> bytes:
        try:  # a whole packet: libusb fails when the printer sends more than was asked for
            return bytes(_in_thread(lambda: self._in.read(self._in.wMaxPacketSize, int(seconds * 1000))))
        except usb.core.USBTimeoutError:
            return b""

    def close(self) -> None:
        _in_thread(lambda: usb.util.dispose_resources(self._device))


def _configuration(device: Any) -> Any:
    try:
        return device.get_active_configuration()
    except usb.core.USBError:  # not configured yet, or not allowed: then this fails too
        device.set_configuration()
        return device.get_active_configuration()


def _two_way_interface(configuration: Any) -> tuple[Any, Any, Any]:
    """An interface with its bulk endpoints out and in; a printer's own before others."""
    ways = (usb.util.ENDPOINT_OUT, usb.util.ENDPOINT_IN)
    found = [(interface, *(_bulk_endpoint(interface, way) for way in ways)) for interface in configuration]
    for two_way in sorted(found, key=lambda one: one[0].bInterfaceClass != PRINTER_CLASS):
        if None not in two_way:
            return two_way
    raise OSError(errno.ENXIO, "no printer: it has no bulk endpoints in both directions")


def _bulk_endpoint(interface: Any, direction: int) -> Any:
    for endpoint in interface:
        kind = usb.util.endpoint_type(endpoint.bmAttributes)
        if kind == usb.util.ENDPOINT_TYPE_BULK and usb.util.endpoint_direction(endpoint.bEndpointAddress) == direction:
            return endpoint
    return None


def _reason(why: Exception) -> str:
    return (getattr(why, "strerror", None) or str(why)) + HINTS.get(getattr(why, "errno", None) or 0, "")


def _in_thread(do: Callable[[], T]) -> T:
    if not monkey.is_module_patched("threading"):
        return do()
    done: tuple[T, None] | tuple[None, Exception] = gevent.get_hub().threadpool.apply(_outcome, (do,))
    if done[1] is not None:
        raise done[1]
    return done[0]


def _outcome(do: Callable[[], T]) -> tuple[T, None] | tuple[None, Exception]:
    """What was returned or raised: gevent prints what a thread of its pool raises, and a time-out is no failure."""
    try:
        return do(), None
    except Exception as why:
        return None, why
