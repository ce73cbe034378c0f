"""Actions of staff on the pages of a message, by their buttons."""

from playwright.sync_api import Page


def find(page: Page, code: str) -> Page:
    """The page of the message with this tracking code."""
    page.goto(f"/inbox?q={code}")
    page.locator(".inbox-title a").first.click()
    page.wait_for_selector(".timeline")
    return page


def refer(page: Page, unit: str) -> None:
    page.locator("details:has([action$=referral]) > summary").click()
    page.locator("#refer-unit").select_option(label=unit)
    page.locator("[action$=referral] button[data-kind=main]").click()
    _done(page, "refer")


def accept(page: Page) -> None:
    page.locator("[action$=acceptance] button").click()
    _done(page, "accept")


def answer(page: Page, words: str, outcome: str = "explained", verdict: str = "", photo: object = None) -> None:
    """``photo``: path of a picture of the work."""
    page.locator("details:has([action$=answer]) > summary").click()
    page.locator("#answer-outcome").select_option(outcome)
    page.locator("#answer-words").fill(words)
    if verdict:
        page.locator("#answer-verdict").select_option(verdict)
    if photo is not None:
        page.locator("#answer-photos").set_input_files(photo)
    page.locator("[action$=answer] button[data-kind=main]").click()
    _done(page, "answer")


def _done(page: Page, verb: str) -> None:
    """The history shows the latest step first."""
    page.wait_for_selector(f'.timeline-entry[data-verb="{verb}"]:first-child')
