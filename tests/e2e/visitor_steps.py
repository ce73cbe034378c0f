"""Steps of visitors at the kiosk, and checks that apply to every page."""

from playwright.sync_api import Page, expect

ASCII_DIGITS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: place, textContent } = walker.currentNode;
    const digits = /[0-9]/.test(textContent.replaceAll("MP4", ""));
    if (digits && place.checkVisibility() && !place.closest("bdi, kbd, [lang=en], script, style"))
      found.push(textContent.trim());
  }
  return found;
}"""


def live(page: Page) -> Page:
    page.wait_for_selector("[data-line=up]", state="attached")
    return page


def text_twice_as_large(page: Page) -> Page:
    """As when a phone's owner has doubled the size of text in the browser's settings: 1rem is 32 px, in media queries
    too. It lasts until a picture of the whole page is taken."""
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    return page


def take_ticket(kiosk: Page, group: str, service: str, priority: str = "") -> tuple[str, str]:
    """Through the three questions by touch; returns the code on the screen and the path of the ticket's page."""
    kiosk.get_by_role("link", name=group).click()
    kiosk.locator(f"#choice-{service}").click()
    kiosk.locator(f"button[name=priority][value='{priority}']").click()
    return ticket_shown(kiosk)


def ticket_shown(kiosk: Page) -> tuple[str, str]:
    kiosk.wait_for_selector("main[data-page=ticket]")
    token = kiosk.evaluate("new URL(document.querySelector('kiosk-shell').address).pathname.split('/').pop()")
    return kiosk.locator(".token-code bdi").inner_text(), f"/t/{token}"


def speaks(page: Page, lang: str) -> None:
    """The page declares its language, and in Persian has Persian digits only."""
    root = page.locator("html")
    expect(root).to_have_attribute("lang", lang)
    expect(root).to_have_attribute("dir", "rtl" if lang == "fa" else "ltr")
    if lang == "fa":
        found = page.evaluate(ASCII_DIGITS)
        assert found == [], f"{page.url}: {found}"


ASKING = """async ([path, words]) => {
  const end = performance.now() + 10000;
  while (performance.now() < end) {
    if ((await (await fetch(path)).text()).includes(words)) return true;
    await new Promise((next) => setTimeout(next, 100));
  }
  return false;
}"""


def rendered(page: Page, path: str, words: str) -> None:
    """The server soon renders the page at ``path`` with these words."""
    assert page.evaluate(ASKING, [path, words]), f"{path} never said: {words}"


def ready(desk: Page) -> Page:
    """The page accepts a press: scripts ran, the last press is answered, another is not taken for a double click."""
    desk.wait_for_function("""() => document.readyState === "complete" && !document.querySelector("[data-busy]")
        && performance.now() - deskqSentAt > 400""")
    return desk


def press(desk: Page, key: str) -> None:
    ready(desk).keyboard.press(key)


def rang(lobby: Page) -> list[int]:
    """Ids of the calls that rang, in order."""
    return lobby.evaluate("deskqRang.map(({ call }) => call)")


def state(page: Page, name: str) -> None:
    expect(page.locator(".visitor, .visit").first).to_have_attribute("data-state", name)


def file_message(page: Page, **typed: str) -> None:
    """Through the steps of the citizen's form, each field where it is asked, to the page with the code."""
    while "/messages/filed/" not in page.url:
        step = page.locator("[name=step]").input_value()
        for name, text in typed.items():
            field = page.locator(f"#filing [name={name}]:not([type=hidden])")
            if field.count():
                field.fill(text)
        page.locator("#filing button[data-kind=main]").click()
        page.wait_for_selector(f".voice-filed, [name=step]:not([value={step}])", state="attached")
