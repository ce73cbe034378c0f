"""``python -m tests.mutate``: puts faults, one after another, into a copy of the checkout and runs the tests of each.

The faults are a sample chosen by ``--seed``. Those listed in equivalent.txt change nothing and are left out.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory
from time import monotonic

from tests.mutate import python_faults, template_faults
from tests.mutate.fault import Fault
from tests.mutate.tests_of import tests_of

ROOT = Path(__file__).parents[2]
EQUIVALENT = Path(__file__).parent / "equivalent.txt"
#: What stays in the checkout; the copy links to the first two.
LINKED, LEFT = (".venv", "node_modules"), {".git", "instance", ".pytest_cache", ".mypy_cache", ".ruff_cache"}
#: Layers whose faults are counted unless ``--paths`` says otherwise; demo data and migrations are not.
LAYERS = ("rules", "service", "core")
GOALS = {"code": 92, "templates": 85}  #: percent
LONGEST = 1800  # seconds for the tests of one fault; a fault that hangs them is noticed


def main() -> int:
    asked = _arguments()
    chosen = _sample(asked)
    began = monotonic()
    results = _run(chosen, asked.processes)
    survivors = [fault for fault, caught in results if not caught]
    for kind in ("code", "templates"):
        _print_share(kind, [(fault, caught) for fault, caught in results if _kind(fault) == kind])
    print(f"\n{len(results)} faults in {(monotonic() - began) / 60:.0f} min, seed {asked.seed}. Not noticed:")
    print("\n".join(f"  {fault}" for fault in sorted(survivors)) or "  none")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutate", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1405)
    parser.add_argument("--code", type=int, default=40, metavar="N", help="faults in rules, service and core")
    parser.add_argument("--templates", type=int, default=20, metavar="N", help="faults in templates")
    parser.add_argument("--paths", nargs="*", default=[], help="only in files whose path begins so")
    parser.add_argument("--kinds", nargs="*", default=[], help="only faults of these kinds, such as escaping")
    parser.add_argument("--processes", type=int, default=2)
    return parser.parse_args(os.environ.get("MUTATE", "").split() or None)


def _sample(asked: argparse.Namespace) -> list[Fault]:
    known = {line for line in EQUIVALENT.read_text().splitlines() if line and not line.startswith("#")}
    every = [fault for fault in _every(asked.paths) if fault.key not in known]
    every = [fault for fault in every if not asked.kinds or fault.kind in asked.kinds]
    rng = random.Random(asked.seed)
    chosen = []
    for kind, count in (("code", asked.code), ("templates", asked.templates)):
        faults = [fault for fault in every if _kind(fault) == kind]
        chosen += rng.sample(faults, min(count, len(faults)))
        print(f"{kind}: {min(count, len(faults))} of {len(faults)} possible faults")
    return chosen


def _every(paths: list[str]) -> Iterator[Fault]:
    for file in sorted((ROOT / "deskq").rglob("*.py")):
        path = file.relative_to(ROOT)
        if {"demo", "migrations"} & set(path.parts) or not _wanted(str(path), paths, _is_of_layers(path)):
            continue
        yield from python_faults.faults(str(path), file.read_text())
    for file in sorted((ROOT / "templates").rglob("*.html")):
        path = file.relative_to(ROOT)
        if {"dev", "api"} & set(path.parts) or not _wanted(str(path), paths, True):
            continue
        yield from template_faults.faults(str(path), file.read_text())


def _wanted(path: str, paths: list[str], usually: bool) -> bool:
    return path.startswith(tuple(paths)) if paths else usually


def _is_of_layers(path: Path) -> bool:
    return any(part.removesuffix(".py") in LAYERS for part in path.parts)


def _kind(fault: Fault) -> str:
    return "templates" if fault.path.endswith(".html") else "code"


def _run(chosen: list[Fault], processes: int) -> list[tuple[Fault, bool]]:
    with TemporaryDirectory(prefix="mutate") as folder:
        copies: Queue[Path] = Queue()
        for number in range(processes):
            copies.put(_copy(Path(folder) / f"{number}"))

        def judge(fault: Fault) -> tuple[Fault, bool]:
            copy = copies.get()
            try:
                caught = _is_caught(fault, copy)
            finally:
                copies.put(copy)
            print(f"{'noticed' if caught else 'NOT NOTICED':<12}{fault}", flush=True)
            return fault, caught

        with ThreadPoolExecutor(processes) as pool:
            return list(pool.map(judge, chosen))


def _copy(target: Path) -> Path:
    def left(_: str, names: list[str]) -> set[str]:
        return {name for name in names if name in LEFT or name in LINKED or name == "__pycache__"}

    shutil.copytree(ROOT, target, ignore=left, symlinks=True)
    for name in LINKED:
        (target / name).symlink_to((ROOT / name).resolve())
    return target


def _is_caught(fault: Fault, copy: Path) -> bool:
    whole = (copy / fault.path).read_text()
    fault.apply(copy)
    wanted = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:randomly", "-p", "no:cacheprovider"]
    marked = ["-m", "not e2e and not load and not postgres and not redis"]
    try:
        done = subprocess.run(
            [*wanted, *marked, *tests_of(fault.path)],
            cwd=copy,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        return True
    finally:
        (copy / fault.path).write_text(whole)
    return done.returncode != 0


def _print_share(kind: str, results: list[tuple[Fault, bool]]) -> None:
    if not results:
        return
    caught = sum(noticed for _, noticed in results)
    print(f"\n{kind}: {caught} of {len(results)} noticed, {100 * caught / len(results):.0f} % (goal: {GOALS[kind]} %)")
    every, missed = Counter(fault.kind for fault, _ in results), Counter(fault.kind for fault, ok in results if not ok)
    for name, count in sorted(every.items()):
        print(f"  {name:<12}{count - missed[name]:>4} of {count}")


if __name__ == "__main__":
    sys.exit(main())
