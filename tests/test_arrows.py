"""What may lean on what. Read from the source with ``ast``: a file that leans the wrong way is named."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "deskq").rglob("*.py"))
#: From the highest to the lowest: each may use those to its right, never back.
FEATURES = (
    *(
        "reports",
        "messages",
        "appointments",
        "ratings",
        "printing",
        "notify",
        "estimate",
        "queue",
        "announcements",
        "staff",
    ),
    "office",
)
#: What everything stands on: knows no feature, no page, no server.
GROUND = (
    *(
        "clock",
        "damm",
        "database",
        "errors",
        "extensions",
        "holdings",
        "journal",
        "persian",
        "pictures",
        "retention",
        "sealing",
    ),
    *("shelf", "steadiness", "tokens", "transactions", "troubles", "ways_out"),
)
#: The edge, where requests and sockets come in; nothing inside leans on it.
EDGE = (
    *(
        "api",
        "calling",
        "cli",
        "realtime",
        "watching",
        "drawing",
        "health",
        "refusals",
        "web",
        "identity",
        "sessions",
    ),
    *("serving", "wires", "frames", "banner", "managing", "copies", "subjects", "tidying", "rotation"),
)
#: Files and folders of a feature that hold pages, and those that hold the buttons behind them.
PAGES = ("views", "manage", "listeners", "tray", "leaves")
SERVICES = ("service", "editing", "leave")


def modules() -> list[Path]:
    return [path for path in SOURCES if "migrations" not in path.parts]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def feature_of(path: Path) -> str | None:
    first = path.relative_to(ROOT / "deskq").parts[0]
    return first if first in FEATURES else None


def part_of(path: Path) -> str:
    """rules, events, models, service, views ...: the file of a feature, or its folder of that name."""
    parts = path.relative_to(ROOT / "deskq").parts
    return parts[1].removesuffix(".py") if len(parts) > 1 else path.stem


def imports(path: Path) -> Iterator[str]:
    """Every module and every imported name, dotted: ``from deskq.queue import rules`` is ``deskq.queue.rules``."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)} imports by a relative name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def is_standard(module: str) -> bool:
    return module.split(".")[0] in sys.stdlib_module_names


def wrong(paths: list[Path], is_wrong) -> list[str]:
    return [f"{named(path)} → {module}" for path in paths for module in imports(path) if is_wrong(path, module)]


def parts(*names: str) -> list[Path]:
    found = [path for path in modules() if feature_of(path) and part_of(path) in names]
    assert found, f"there is no {names} any more: is this test still right?"
    return found


def calls(path: Path) -> Iterator[str]:
    """Every call of a dotted name: ``datetime.now``, ``socketio.emit``."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def test_rules_lean_on_the_standard_library_refusals_and_persian_only():
    allowed = ("deskq.errors", "deskq.persian", "deskq.queue.rules", "deskq.office.rules", "deskq.messages.rules")

    assert wrong(
        parts("rules", "working"),
        lambda path, module: not is_standard(module) and not any(is_within(module, one) for one in allowed),
    ) == []  # fmt: skip


def test_events_lean_on_the_standard_library_only():
    assert wrong(parts("events"), lambda path, module: not is_standard(module)) == []


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_leans_only_on_those_to_its_right(feature):
    forbidden = [f"deskq.{other}" for other in FEATURES[: FEATURES.index(feature)]]
    mine = [path for path in modules() if feature_of(path) == feature]

    assert mine
    assert wrong(mine, lambda path, module: any(is_within(module, other) for other in forbidden)) == []


def test_services_know_nothing_of_flask():
    services = parts(*SERVICES)

    assert wrong(services, lambda path, module: module.split(".")[0].startswith("flask")) == []


def test_views_and_api_know_nothing_of_the_database():
    pages = [*parts(*PAGES), *(path for path in modules() if "api" in path.parts and path.stem != "models")]

    assert wrong(pages, lambda path, module: is_within(module, "sqlalchemy")) == []


def test_models_lean_on_rules_not_on_what_uses_them():
    above = ("service", "queries", "views", "catalogue", "boards", "panel", "keeper", "listeners")

    assert wrong(
        parts("models"), lambda path, module: is_within(module, "deskq") and bool(set(module.split(".")) & set(above))
    ) == []  # fmt: skip


def test_nothing_inside_leans_on_the_edge():
    inside = [path for path in modules() if feature_of(path) and part_of(path) not in PAGES]

    assert wrong(inside, lambda path, module: any(is_within(module, f"deskq.{edge}") for edge in EDGE)) == []


def test_a_service_does_not_press_the_buttons_of_another_feature():
    def is_foreign(path: Path, module: str) -> bool:
        words = module.split(".")
        return words[0] == "deskq" and len(words) > 2 and words[2] in SERVICES and words[1] != feature_of(path)

    assert wrong(parts(*SERVICES), is_foreign) == []


def test_the_ground_knows_no_feature_and_no_edge():
    above = [f"deskq.{name}" for name in (*FEATURES, *EDGE)]
    ground = [path for path in modules() if path.parent == ROOT / "deskq" and path.stem in GROUND]

    assert len(ground) == len(GROUND)
    assert wrong(ground, lambda path, module: any(is_within(module, one) for one in above)) == []


def test_the_voice_knows_nothing_but_plain_values():
    mine = [path for path in modules() if path.parent == ROOT / "deskq" / "voice" and path.stem != "views"]
    allowed = ("deskq.voice", "deskq.ways_out", "deskq.errors", "deskq.persian")

    assert len(mine) > 5
    assert (
        wrong(
            mine, lambda path, module: is_within(module, "deskq") and not any(is_within(module, one) for one in allowed)
        )
        == []
    )
    assert wrong(mine, lambda path, module: module.split(".")[0] in ("flask", "sqlalchemy")) == []


def test_only_realtime_emits():
    emitting = {named(path) for path in modules() for call in calls(path) if call.split(".")[-1] == "emit"}

    assert emitting
    assert {Path(name).parent for name in emitting} == {Path("deskq/realtime")}


def test_only_the_clock_asks_the_time():
    """``time.monotonic`` and the like measure lengths, and are no time of day."""
    asking = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.localtime")
    found = {
        f"{named(path)} → {call}"
        for path in modules()
        for call in calls(path)
        if any(call == one or call.endswith("." + one) for one in asking)
    }

    assert found == {"deskq/clock.py → datetime.now"}


def test_the_time_is_not_asked_by_another_name():
    assert wrong(modules(), lambda path, module: module in ("time.time", "datetime.datetime.now")) == []


def test_the_database_is_not_asked_the_time_either():
    asking = {
        named(path) for path in modules() for call in calls(path) if call in ("func.now", "func.current_timestamp")
    }

    assert asking == set()
