"""What a fork of a loaded deskq must compute again; else two servers would look like one to screens and printers."""

import ast
from pathlib import Path

from tests.load.bench_server import ROOT

#: What another process answers otherwise.
OTHERWISE = {"uuid4", "getpid", "monotonic", "time", "environ", "token_hex", "token_urlsafe"}


def test_everything_computed_once_per_process_is_computed_again():
    found = {name for path in (ROOT / "config.py", *(ROOT / "deskq").rglob("*.py")) for name in once_a_process(path)}
    text = (Path(__file__).parent / "fork_parent.py").read_text()

    assert len(found) >= 3
    assert [name for name in sorted(found) if f"({name[0]}, {name[1]!r})".replace("'", '"') not in text] == []


def once_a_process(path: Path) -> list[tuple[str, str]]:
    """[(module, name)] of what is made while the module is loaded."""
    body = ast.parse(path.read_text()).body
    otherwise = OTHERWISE - {"time"} if has_time_of_day(body) else OTHERWISE
    return [
        (path.stem, target.id)
        for statement in body
        if isinstance(statement, ast.Assign)
        and any(getattr(part, "id", getattr(part, "attr", "")) in otherwise for part in ast.walk(statement.value))
        for target in statement.targets
        if isinstance(target, ast.Name)
    ]


def has_time_of_day(body: list[ast.stmt]) -> bool:
    """Whether ``time`` is that of ``datetime`` there, the same in every process, and not the clock's."""
    loads = [statement for statement in body if isinstance(statement, ast.ImportFrom)]
    return any(one.module == "datetime" and "time" in [name.name for name in one.names] for one in loads)
