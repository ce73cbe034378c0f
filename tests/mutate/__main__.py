"""``python -m tests.mutate``: puts faults, one after another, into a copy of the checkout and runs tests of each."""

import argparse
import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory
from time import monotonic

from tests.mutate import selection, trial
from tests.mutate.fault import Fault
from tests.mutate.sample import sample
from tests.mutate.trial import Result
from tests.mutate.trial_plugin import MADE_ONCE
from tests.recorded import checkout, recording
from tests.recorded.record import Record

ROOT = Path(__file__).parents[2]
GOALS = {"code": 92, "templates": 85}  #: percent


def main() -> int:
    asked = _arguments()
    record = recording.up_to_date(ROOT, recording.KEPT, asked.processes, asked.record)
    counts = {"code": asked.code, "templates": asked.templates}
    chosen = sample(ROOT, asked.seed, counts, asked.paths, asked.kinds)
    began = monotonic()
    results = _run(chosen, record, asked.most, asked.processes)
    for kind in GOALS:
        _print_share(kind, [result for result in results if result.fault.kind_of_file == kind])
    print(f"\n{len(results)} faults in {(monotonic() - began) / 60:.0f} min, seed {asked.seed}. Not noticed:")
    print("\n".join(f"  {result.fault}" for result in results if not result.by) or "  none")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutate", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1405)
    parser.add_argument("--code", type=int, default=40, metavar="N", help="faults in rules, service and core")
    parser.add_argument("--templates", type=int, default=20, metavar="N", help="faults in templates")
    parser.add_argument("--paths", nargs="*", default=[], help="only in files whose path begins so")
    parser.add_argument("--kinds", nargs="*", default=[], help="only faults of these kinds, such as escaping")
    parser.add_argument("--most", type=int, default=300, metavar="N", help="tests that one fault meets")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--record", action="store_true", help="first record anew which test runs which line")
    return parser.parse_args(os.environ.get("MUTATE", "").split() or None)


def _run(chosen: list[Fault], record: Record, most: int, processes: int) -> list[Result]:
    changed = set(record.changed(checkout.digests(ROOT)))
    with TemporaryDirectory(prefix="mutate") as folder:
        copies: Queue[Path] = Queue()
        for number in range(processes):
            copies.put(checkout.copy(ROOT, Path(folder) / f"{number}"))

        (databases := Path(folder) / "databases").mkdir()

        def judge(fault: Fault) -> Result:
            is_changed = fault.path in changed
            tests = selection.tests_of(fault, record, is_changed, most)
            has_part = selection.may_have_part(fault, record, is_changed, MADE_ONCE)
            copy = copies.get()
            try:
                result = trial.run(fault, tests, copy, None if has_part else databases)
            finally:
                copies.put(copy)
            print(result, flush=True)
            return result

        with ThreadPoolExecutor(processes) as pool:
            return list(pool.map(judge, chosen))


def _print_share(kind: str, results: list[Result]) -> None:
    if not results:
        return
    noticed = sum(bool(result.by) for result in results)
    print(
        f"\n{kind}: {noticed} of {len(results)} noticed, {100 * noticed / len(results):.0f} % (goal: {GOALS[kind]} %)"
    )
    every, missed = Counter(), Counter()
    for result in results:
        every[result.fault.kind] += 1
        missed[result.fault.kind] += not result.by
    for name, count in sorted(every.items()):
        print(f"  {name:<12}{count - missed[name]:>4} of {count}")


if __name__ == "__main__":
    sys.exit(main())
