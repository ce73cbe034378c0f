"""Time to render a ticket, and from the visitor's press to the last dot at a printer on loopback."""

import html
import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import quantiles
from threading import Event
from time import perf_counter

from PIL import Image

from deskq.printing.fake_printer import FakePrinter
from deskq.printing.printed_ticket import Direction, PrintedTicket
from deskq.printing.ticket_image import draw
from tests.load.bench_office import running

PATIENCE = 10
FULL = PrintedTicket(
    language="fa", office="میز خدمت شهرداری تاکستان", title="شمارهٔ نوبت شما", code="۲۰۷",
    service="عوارض نوسازی و پسماند",
    facts=(
        ("نفر پیش از شما", "۷"), ("انتظار، حدود", "۱۲ تا ۲۵ دقیقه"), ("تاریخ", "سه‌شنبه ۳ آذر ۱۴۰۵"), ("ساعت", "۱۳:۴۵"),
    ),
    directions_title="کجا بروید: ساختمان مرکزی",
    directions=(
        Direction("right", "باجه‌های ۲ و ۴: طبقهٔ همکف، سالن میز خدمت"),
        Direction("up", "باجهٔ ۵: طبقهٔ اول، اتاق ۱۰۴"),
    ),
    foot="لطفاً تا فراخوان همین نزدیکی بمانید.", priority="توانیاب",
    bring_title="همراه داشته باشید", bring="قبض نوسازی سال پیش یا کد نوسازی ملک",
    qr="https://desk.example/t/abcdefghijklmnopqrstuvwx", qr_words="نوبت خود را با گوشی دنبال کنید.",
)  # fmt: skip


class TimedPrinter(FakePrinter):
    """Tells the moment a whole paper has come out."""

    def __init__(self) -> None:
        super().__init__()
        self.out = Event()

    def roll_out(self, strips: list[Image.Image], torn: bool = False) -> None:
        super().roll_out(strips, torn)
        self.out.set()


def drawing(times: int) -> dict[str, float]:
    draw(FULL)  # the fonts are read once
    return _figures([_took(lambda: draw(FULL)) for _ in range(times)])


def at_the_printer(folder: Path, times: int) -> dict[str, float]:
    """From the press of the button at the kiosk, so that the issue itself counts too."""
    printer = TimedPrinter()
    with running(folder, PRINTER=f"network://127.0.0.1:{printer.port}") as server:
        visitor = kiosk()
        _issue(visitor, server.address, printer)
        found = _figures([_issue(visitor, server.address, printer) for _ in range(times)])
    printer.end()
    return found


def kiosk() -> urllib.request.OpenerDirector:
    """A browser without pictures, that keeps its cookies."""
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))


def _issue(visitor: urllib.request.OpenerDirector, address: str, printer: TimedPrinter) -> float:
    body = filled_image(visitor, address)
    printer.out.clear()

    def press() -> None:
        visitor.open(f"{address}/kiosk/tickets", body).read()
        assert printer.out.wait(PATIENCE), "nothing was printed"

    return _took(press)


def filled_image(visitor: urllib.request.OpenerDirector, address: str) -> bytes:
    """The form of the kiosk's last question, ready to be sent."""
    page = visitor.open(f"{address}/kiosk/services/renewal_levy").read().decode()
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    return urllib.parse.urlencode({name: html.unescape(value) for name, value in fields.items()}).encode()


def _took(do) -> float:
    began = perf_counter()
    do()
    return (perf_counter() - began) * 1000


def _figures(took: list[float]) -> dict[str, float]:
    cuts = quantiles(took, n=100, method="inclusive")
    return {"p50": cuts[49], "p99": cuts[98]}
