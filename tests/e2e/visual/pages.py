"""Every page that people reach by links, in a demo office in the middle of a morning."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.e2e.conftest import Screens

LINKS = "() => [...document.querySelectorAll('a[href]')].map((a) => new URL(a.getAttribute('href'), location).href)"
#: Answers that are no pages, and ways out.
NO_PAGES = re.compile(
    r"/sign-out|/photos/|\.(csv|ics|png|json|webmanifest|svg|xlsx|yaml|pdf)(\?|$)|/api/|/metrics|/board/media/"
)
DESK, SMALL_DESK, DESK_200, PHONE, NARROW = (1366, 768), (1024, 768), (683, 384), (390, 844), (320, 640)
KIOSK, KIOSK_WIDE, TV, TABLET, TABLET_HIGH = (1080, 1920), (1920, 1080), (1920, 1080), (1280, 800), (800, 1280)


@dataclass(frozen=True)
class Reader:
    """Somebody who looks at pages. ``name`` is that of a user, or empty; ``least`` the smallest target in CSS px.
    ``within`` and ``never``: how addresses begin that are followed, and that are not (a pattern)."""

    name: str
    starts: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...]
    least: int = 24
    within: str = "/"
    never: str = "/(kiosk|lobby|hall-screen|counters|devices)"
    most: int = 80

    def __str__(self) -> str:
        return self.name or self.starts[0].strip("/") or "citizen"


CITIZENS = (
    "/",
    "/messages/new",
    "/messages/new?kind=complaint",
    "/messages/new?kind=suggestion",
    "/track",
    "/published",
)
#: Besides the pages of devices those that citizens read, which have a reader of their own.
PUBLIC = "/(kiosk|lobby|hall-screen|counters|devices|messages/new|track|open|published|services|join|appointments)"
READERS = (
    Reader("", (*CITIZENS, "/appointments", "/sign-in", "/nothing-here"), (PHONE, NARROW, DESK, DESK_200)),
    Reader("", ("/kiosk",), (KIOSK, KIOSK_WIDE), 64, "/kiosk", "/devices"),
    Reader("", ("/lobby",), (TV,), 24, "/lobby", "/devices"),
    Reader("", ("/counters/4/rating", "/counters/3/rating"), (TABLET, TABLET_HIGH), 64, "/counters", "/devices"),
    Reader(
        "rahimi", ("/counters", "/counters/3", "/account"), (DESK, DESK_200, NARROW), never="/(kiosk|lobby|hall-screen)"
    ),
    Reader("operator", ("/intake",), (DESK, DESK_200, NARROW), never=PUBLIC),
    Reader("civil", ("/inbox",), (DESK, DESK_200, NARROW), never=PUBLIC),
    Reader("inspectorate", ("/inbox",), (DESK, DESK_200, NARROW), never=PUBLIC),
    Reader("supervisor", ("/manage",), (DESK, DESK_200, PHONE, NARROW), never=PUBLIC),
    Reader("admin", ("/manage",), (DESK, DESK_200, PHONE, NARROW), never=PUBLIC),
    Reader("mayor", ("/published",), (DESK, DESK_200, NARROW)),
)


def kind(path: str) -> str:
    """The same for all pages of a kind: numbers and tokens in the address do not count, the kind of a message does."""
    chosen = re.search(r"[?&]kind=(\w+)", path)
    bare = re.sub(r"[?#].*", "", path) + (f"/{chosen[1]}" if chosen else "")
    coded = r"(?<=/kinds)/\w+|(?<=/services)/(?!new|groups)\w+|(?<=/reports/applications)/\w+|/\d{4}-\d(?=/|$)"
    return re.sub(rf"/(\d+|[\w-]{{16,}}|[a-z_]+_[a-z_]+)(?=/|$)|{coded}", "/N", bare)


def without_language(path: str, lang: str) -> str:
    """An address without the language of the walk; links to the other language keep theirs."""
    path, _, part = path.partition("#")
    bare = re.sub(rf"([?&])lang={lang}(&|$)", lambda found: found[1] if found[2] else "", path)
    return f"{bare}#{part}" if part else bare


def is_left_out(path: str, reader: Reader) -> bool:
    return bool(NO_PAGES.search(path) or re.match(reader.never, path)) or "lang=" in path


def reached(page: Page, reader: Reader, lang: str) -> Iterator[str]:
    """Opens one page of each kind that links lead to, and yields its path while it is open."""
    home = page.evaluate("location.origin") if page.url.startswith("http") else ""
    asked, known = list(reader.starts), set[str]()
    while asked and len(known) < reader.most:
        path = asked.pop(0)
        if (path if path in reader.starts else kind(path)) in known:
            continue
        known.add(path if path in reader.starts else kind(path))
        page.goto(Screens.address(path, lang))
        page.wait_for_function("() => document.fonts.status === 'loaded'")
        home = home or page.evaluate("location.origin")
        yield path
        for address in page.evaluate(LINKS):
            further = without_language(address.removeprefix(home), lang)
            if further.startswith(reader.within) and not is_left_out(further, reader):
                asked.append(further.split("#")[0])
