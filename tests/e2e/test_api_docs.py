"""/api/docs in a real browser: the document is rendered, and no request goes to another host."""

from tests.e2e.conftest import Screens


def test_every_operation_is_drawn_without_the_internet(screen: Screens):
    page = screen("/api/docs")
    page.get_by_role("heading", name="deskq").wait_for()
    page.get_by_text("/tickets").first.wait_for()

    asked = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")

    assert any(url.endswith("/api/v1/openapi.json") for url in asked)
    assert {url.split("/")[2] for url in asked if url.startswith("http")} == {page.url.split("/")[2]}
