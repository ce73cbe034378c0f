"""The units of a town in one table, by keyboard and from a spreadsheet, in an office that was set up on its pages."""

from playwright.sync_api import Page, expect

OFFICE = "set_up"
PASTE = """([cell, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def names(page: Page) -> list[str]:
    return [field.input_value() for field in page.locator("[name=name_fa]").all()]


def focus(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_units_are_edited_by_keyboard_pasted_from_a_spreadsheet_and_saved_once(enter):
    admin = enter("admin")
    admin.goto("/manage/messages/units")
    before = names(admin)
    last = len(before) - 1

    cell = admin.locator(f"#name_fa-{last}")
    cell.focus()
    admin.keyboard.press("ArrowUp")
    assert focus(admin) == f"name_fa-{last - 1}"
    admin.keyboard.press("Enter")
    assert focus(admin) == f"name_fa-{last}"
    admin.keyboard.press("Enter")  # after the last row: a new one
    assert focus(admin) == f"name_fa-{last + 1}"
    admin.evaluate(
        PASTE,
        [admin.locator(f"#name_fa-{last + 1}").element_handle(), "روشنایی معابر\tStreet light\nآرامستان\tCemetery"],
    )
    assert names(admin)[-2:] == ["روشنایی معابر", "آرامستان"]
    admin.locator(f"#above-{last + 1}").fill(before[0])
    expect(admin.locator("[data-changes]")).to_contain_text("خانه")

    admin.locator(".unit-form button[data-kind=main]").click()

    expect(admin.locator(".note[data-kind=done]")).to_be_visible()
    assert set(names(admin)) == {*before, "روشنایی معابر", "آرامستان"}
    row = admin.locator("tr", has=admin.locator("[aria-label*='روشنایی معابر']")).first
    expect(row.locator("[name=above]")).to_have_value(before[0])
    expect(row.locator("[name=name_en]")).to_have_value("Street light")
