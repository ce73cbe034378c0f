"""The sample of faults that a run puts in, chosen by a seed."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tests.mutate import python_faults, template_faults
from tests.mutate.fault import Fault

EQUIVALENT = Path(__file__).parent / "equivalent.txt"
#: Layers whose faults are counted unless ``--paths`` says otherwise; demo data and migrations are not.
LAYERS = ("rules", "service", "core")


def sample(root: Path, seed: int, counts: dict[str, int], paths: list[str], kinds: list[str]) -> list[Fault]:
    """So many faults of ``code`` and ``templates``. Those listed in equivalent.txt change nothing and are left out."""
    known = equivalent()
    every = [fault for fault in _every(root, paths) if fault.key not in known and (not kinds or fault.kind in kinds)]
    rng = random.Random(seed)
    chosen = []
    for kind, count in counts.items():
        faults = [fault for fault in every if fault.kind_of_file == kind]
        chosen += rng.sample(faults, min(count, len(faults)))
        print(f"{kind}: {min(count, len(faults))} of {len(faults)} possible faults")
    return chosen


def equivalent() -> set[str]:
    """Keys of faults."""
    lines = (line.partition("  #")[0].rstrip() for line in EQUIVALENT.read_text().splitlines())
    return {line for line in lines if line and not line.startswith("#")}


def _every(root: Path, paths: list[str]) -> Iterator[Fault]:
    for file in sorted((root / "deskq").rglob("*.py")):
        path = file.relative_to(root)
        if {"demo", "migrations"} & set(path.parts) or not _is_wanted(str(path), paths, _is_of_layers(path)):
            continue
        yield from numbered(python_faults.faults(str(path), file.read_text()))
    for file in sorted((root / "templates").rglob("*.html")):
        path = file.relative_to(root)
        if {"dev", "api"} & set(path.parts) or not _is_wanted(str(path), paths, True):
            continue
        yield from numbered(template_faults.faults(str(path), file.read_text()))


def numbered(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The faults of a file; those that look the same are counted from its top."""
    seen = Counter[str]()
    for fault in sorted(faults, key=lambda fault: fault.start):
        seen[fault.key] += 1
        yield replace(fault, number=seen[fault.key])


def _is_wanted(path: str, paths: list[str], usually: bool) -> bool:
    return path.startswith(tuple(paths)) if paths else usually


def _is_of_layers(path: Path) -> bool:
    return any(part.removesuffix(".py") in LAYERS for part in path.parts)
