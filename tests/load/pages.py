"""The first page of kiosk and lobby: kilobytes over the wire with fonts, and how soon it is drawn on a slow machine."""

from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
SLOWER = 4
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def measure(address: str) -> dict[str, dict[str, float]]:
    """{page: kilobytes, milliseconds to the first contentful paint}; empty cache, CPU four times slower."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        pages = {"kiosk": (1080, 1920), "lobby": (1920, 1080)}
        found = {name: _one(browser, f"{address}/{name}", size) for name, size in pages.items()}
        browser.close()
        return found


def _one(browser, address: str, size: tuple[int, int]) -> dict[str, float]:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    bytes_in = []
    wire.on("Network.loadingFinished", lambda event: bytes_in.append(event["encodedDataLength"]))
    page.goto(address, wait_until="load")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_function(f"{PAINT} > 0")
    drawn = page.evaluate(PAINT)
    context.close()
    return {"kilobytes": sum(bytes_in) / 1024, "drawn_ms": drawn}
