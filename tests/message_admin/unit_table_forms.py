"""The form of all units: as a browser gets it, typed into, and sent."""

import pytest

from tests.tools.forms import form_of

TABLE = "/manage/messages/units/table"


@pytest.fixture
def table(page):
    """The form of the table as a browser sends it."""
    return lambda path="/manage/messages/units": form_of(page(path), TABLE).values


@pytest.fixture
def put(client):
    def post(values, status: int = 200, path: str = TABLE, **more: str) -> str:
        for name, value in more.items():
            values.setlist(name, [value])
        answer = client.post(f"{path}?lang=en", data=values, follow_redirects=True)
        assert answer.status_code == status, answer.text
        return answer.text

    return post


def place(values, code: str) -> int:
    return values.getlist("code").index(code)


def change(values, code: str, **cells: str) -> None:
    for name, value in cells.items():
        typed = values.getlist(name)
        typed[place(values, code)] = value
        values.setlist(name, typed)


def fill_blank(values, **cells: str) -> None:
    """Type into the first empty row."""
    row = values.getlist("name_fa").index("")
    for name, value in cells.items():
        typed = values.getlist(name)
        typed[row] = value
        values.setlist(name, typed)
