"""A simulated USB printer, as libusb would show it to pyusb: no device is plugged in where the tests run."""

import errno
from array import array
from collections.abc import Iterator

from usb.backend import IBackend
from usb.core import USBError, USBTimeoutError

OUT, IN, HID_IN = 0x01, 0x82, 0x84
PACKET = 64
HID, PRINTER = 0, 1  #: numbers of its two interfaces


class Descriptor:
    """Fields that a test does not name are 0."""

    extra_descriptors = ()

    def __init__(self, **fields: object) -> None:
        self.__dict__.update(fields)

    def __getattr__(self, name: str) -> int:
        return 0


class UsbPrinter(IBackend):
    """``answers`` are given one per read, then reads time out. ``failing`` maps a call to the errno it fails with;
    ``takes`` limits the bytes of one transfer, None makes it take nothing at all. ``log`` has what was done to it."""

    def __init__(self) -> None:
        self.plugged, self.configured, self.driver = True, True, True
        self.answers: list[int] = []
        self.failing: dict[str, int] = {}
        self.takes: int | None = 1 << 20
        self.sent, self.log = b"", list[str]()
        self.is_open, self.claimed = False, set[int]()
        self.longest = 0

    def enumerate_devices(self) -> Iterator[str]:
        return iter(["printer"] if self.plugged else [])

    def get_device_descriptor(self, dev: str) -> Descriptor:
        return Descriptor(
            idVendor=0x04B8, idProduct=0x0202, bNumConfigurations=1, bMaxPacketSize0=64, bus=1, address=2,
            port_number=1, port_numbers=(1,), speed=2,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: str, config: int) -> Descriptor:
        if config:
            raise IndexError
        return Descriptor(bNumInterfaces=2, bConfigurationValue=1)

    def get_interface_descriptor(self, dev: str, intf: int, alt: int, config: int) -> Descriptor:
        if intf > PRINTER or alt:
            raise IndexError
        kind, endpoints = (7, 3) if intf == PRINTER else (3, 1)
        return Descriptor(bInterfaceNumber=intf, bInterfaceClass=kind, bNumEndpoints=endpoints)

    def get_endpoint_descriptor(self, dev: str, ep: int, intf: int, alt: int, config: int) -> Descriptor:
        address, kind = [(0x83, 3), (IN, 2), (OUT, 2)][ep] if intf == PRINTER else (HID_IN, 3)
        return Descriptor(bEndpointAddress=address, bmAttributes=kind, wMaxPacketSize=PACKET)

    def open_device(self, dev: str) -> str:
        self._do("open")
        self.is_open = True
        return "handle"

    def close_device(self, handle: str) -> None:
        self.is_open = False

    def get_configuration(self, handle: str) -> int:
        return int(self.configured)

    def set_configuration(self, handle: str, config: int) -> None:
        self._do("configure")
        self.configured = self.driver = True  # the kernel gives a new configuration to its drivers

    def is_kernel_driver_active(self, handle: str, intf: int) -> bool:
        return self.driver and intf == PRINTER

    def detach_kernel_driver(self, handle: str, intf: int) -> None:
        self._do("detach")
        self.driver = False

    def claim_interface(self, handle: str, intf: int) -> None:
        self._do("claim")
        if self.is_kernel_driver_active(handle, intf):
            raise USBError("Resource busy", -6, errno.EBUSY)
        self.claimed.add(intf)

    def release_interface(self, handle: str, intf: int) -> None:
        self.claimed.discard(intf)

    def reset_device(self, handle: str) -> None:
        self._do("reset")

    def bulk_write(self, handle: str, ep: int, intf: int, data: array, timeout: int) -> int:
        assert (ep, intf, self.claimed, timeout > 0) == (OUT, PRINTER, {PRINTER}, True)
        if len(data) > PACKET // 2:
            self._do("page")
        if self.takes is None:
            raise USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
        self.longest = max(self.longest, timeout)
        self.sent += bytes(data[: self.takes])
        return min(len(data), self.takes)

    def bulk_read(self, handle: str, ep: int, intf: int, buff: array, timeout: int) -> int:
        assert (ep, intf, len(buff) % PACKET, timeout > 0) == (IN, PRINTER, 0, True)
        self._do("read")
        if not self.answers:
            raise USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
        buff[0] = self.answers.pop(0)
        return 1

    def _do(self, what: str) -> None:
        self.log.append(what)
        if what in self.failing:
            raise USBError("libusb says so", -1, self.failing[what])
