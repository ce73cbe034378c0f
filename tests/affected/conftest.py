"""A small project: two features, a template, some tests, and a record of what they ran, made by hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from coverage import CoverageData

from tests.affected.changes import Change
from tests.affected.choose import Choice, choose
from tests.recorded import checkout
from tests.recorded.record import Record, RecordedTest
from tests.recorded.recorder import FIXTURE

RULES = '''\
"""Rules of loans."""

DAYS = 14


def is_late(day):
    return day > DAYS


def fee(day):
    return day * 2


def table():
    return {}
'''
PAGE = "{% macro row(loan) %}\n<td>{{ loan }}</td>\n{% endmacro %}\n<h1>Loans</h1>\n{{ row(1) }}\n"
FILES = {
    "deskq/__init__.py": "",
    "deskq/loans/__init__.py": "",
    "deskq/loans/rules.py": RULES,
    "deskq/desk/__init__.py": "",
    "deskq/desk/lines.py": "from deskq.loans import rules\n\n\ndef late(loan):\n    return rules.is_late(loan)\n",
    "templates/loans/loans.html": PAGE,
    "static/js/loans.js": "export const loans = 1;\n",
    "docs/loans.md": "Loans.\n",
    "pyproject.toml": "[project]\n",
    "requirements.lock": "flask==3.1\n",
    "tests/__init__.py": "",
    "tests/conftest.py": "from tests.tools import clock\n",
    "tests/tools/clock.py": "",
    "tests/loans/lent.py": "",
    "tests/loans/test_rules.py": "from deskq.loans import rules\n",
    "tests/loans/test_page.py": "from tests.loans import lent\n",
    "tests/loans/test_server.py": "import subprocess\n",
    "tests/desk/test_lines.py": "from deskq.desk import lines\n",
    "tests/test_docs.py": "",
    "tests/test_node.py": "",
}  # fmt: skip
#: {test: {file: lines that it runs}}; of ``table`` the line runs at the import.
RAN = {
    "tests/loans/test_rules.py::test_late": {"deskq/loans/rules.py": [7]},
    "tests/loans/test_rules.py::test_fee": {"deskq/loans/rules.py": [11]},
    "tests/loans/test_page.py::test_page": {"templates/loans/loans.html": [1, 2, 5], "deskq/loans/rules.py": [11]},
    "tests/loans/test_page.py::test_title": {"templates/loans/loans.html": [1]},
    "tests/loans/test_server.py::test_server": {},
    "tests/desk/test_lines.py::test_lines": {"deskq/desk/lines.py": [5], "deskq/loans/rules.py": [7]},
    "tests/test_docs.py::test_docs": {},
    "": {"deskq/loans/rules.py": [3, 6, 10, 14, 15]},
}
READ = {"tests/test_docs.py::test_docs": frozenset({"docs/", "docs/loans.md"})}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


@pytest.fixture
def record(project: Path, tmp_path: Path) -> Record:
    data = CoverageData(str(tmp_path / "lines"))
    for name, lines in RAN.items():
        data.set_context(name)
        data.add_lines(lines)
    data.set_context(f"{FIXTURE}tests/desk::counter")
    data.add_lines({"deskq/loans/rules.py": [11]})
    data.write()
    data.close()
    tests = {
        name: RecordedTest(name, 2.0, read=READ.get(name, frozenset()), work=1.0, starts="server" in name)
        for name in RAN
        if name
    }
    return Record(tmp_path, datetime(2026, 12, 7, tzinfo=UTC), checkout.digests(project), tests)


@pytest.fixture
def chosen(project: Path, record: Record) -> Callable[..., Choice]:
    """Chooses for ``{path: text after}``; None takes a file away."""

    def choose_for(after: dict[str, str | None]) -> Choice:
        found = []
        for path, text in after.items():
            file = project / path
            before = file.read_bytes() if file.exists() else None
            file.parent.mkdir(parents=True, exist_ok=True)
            file.unlink(missing_ok=True) if text is None else file.write_text(text)
            found.append(Change(path, before, None if text is None else text.encode()))
        return choose(project, found, record)

    return choose_for
