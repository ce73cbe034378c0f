"""First page of kiosk, lobby and phone: kilobytes transferred, and time to render on a slow machine."""

from statistics import median

from playwright.sync_api import sync_playwright

from tests.tools import programs

SLOWER = 4
VISITS = 5
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def measure(address: str, ticket: str) -> dict[str, dict[str, float]]:
    """``ticket`` is the path of a visitor's page.
    {page: kilobytes, milliseconds to the first contentful paint}; empty cache, CPU four times slower."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=programs.find("Chromium"), args=["--no-sandbox"])
        pages = {"kiosk": ("/kiosk", (1080, 1920)), "lobby": ("/lobby", (1920, 1080)), "phone": (ticket, (390, 844))}
        found = {name: one(browser, f"{address}{path}", size) for name, (path, size) in pages.items()}
        browser.close()
        return found


def one(browser, address: str, size: tuple[int, int]) -> dict[str, float]:
    """A page in an empty cache: kilobytes over the wire, and the median of its times to first paint in milliseconds.
    The first visit does not count for the time: the browser is still starting then. Without the phone's service
    worker, which takes its files from the browser's cache, and would have them counted twice."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, service_workers="block")
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    bytes_in = []
    wire.on("Network.loadingFinished", lambda event: bytes_in.append(event["encodedDataLength"]))
    _visit(page, address)
    kilobytes, times = sum(bytes_in) / 1024, []
    for _ in range(VISITS):
        wire.send("Network.clearBrowserCache")
        _visit(page, address)
        times.append(page.evaluate(PAINT))
    context.close()
    return {"kilobytes": kilobytes, "drawn_ms": median(times)}


def _visit(page, address: str) -> None:
    page.goto(address, wait_until="load")
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    page.wait_for_selector("[data-line=up]", state="attached")
    page.wait_for_function(f"{PAINT} > 0")
