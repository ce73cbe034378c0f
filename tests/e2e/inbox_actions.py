"""Actions of staff on the pages of a message, by their buttons."""

from playwright.sync_api import Page


def find(page: Page, code: str) -> Page:
    """The page of the message with this tracking code."""
    page.goto(f"/inbox?q={code}")
    page.locator(".inbox-title a").first.click()
    page.wait_for_selector(".timeline")
    return page


def refer(page: Page, unit: str, note: str = "") -> None:
    """``note``: why the unit should read it, without which a complaint about staff is not passed on."""
    _open(page, "referral")
    page.locator("#refer-unit").select_option(label=unit)
    page.locator("#refer-note").fill(note)
    page.locator("[action$=referral] button[data-kind=main]").click()
    _done(page, "refer")


def accept(page: Page) -> None:
    _show(page, "acceptance")
    page.locator("[action$=acceptance] button").click()
    _done(page, "accept")


def answer(page: Page, words: str, outcome: str = "explained", verdict: str = "", photo: object = None) -> None:
    """``photo``: path of a picture of the work."""
    _open(page, "answer")
    page.locator("#answer-outcome").select_option(outcome)
    page.locator("#answer-words").fill(words)
    if verdict:
        page.locator("#answer-verdict").select_option(verdict)
    if photo is not None:
        page.locator("#answer-photos").set_input_files(photo)
    page.locator("[action$=answer] button[data-kind=main]").click()
    _done(page, "answer")


def ask_back(page: Page, question: str) -> None:
    """Asks the citizen, who has as long to reply as the rules of the office say."""
    _open(page, "question")
    page.locator("#ask_back-words").fill(question)
    page.locator("[action$=question] button[data-kind=main]").click()
    _done(page, "ask_back")


def _open(page: Page, action: str) -> None:
    """Open the form of this action."""
    _show(page, action)
    page.locator(f".message-press:has([action$={action}]) > summary").click()


def _show(page: Page, action: str) -> None:
    """The actions behind the main one are shown first."""
    more = page.locator(f".message-more:not([open]):has([action$={action}]) > summary")
    if more.count():
        more.click()


def _done(page: Page, verb: str) -> None:
    """The history shows the latest step first."""
    page.wait_for_selector(f'.timeline-entry[data-verb="{verb}"]:first-child')
