"""Parent process of the servers and commands of tests: has deskq loaded, and starts each as a fork of itself.

Loading deskq takes 1.5 s of a core, and there are hundreds of servers. A fork has its own environment, sockets and
process, to be frozen and killed; what deskq computes once per process while loading is computed again
(``PER_PROCESS``). Compiled templates are shared.

Protocol in lines of JSON: ``{"start": ["run.py"], "env": {...}, "files": ["in", "out", "err"]}`` answers the process
id, ``{"wait": 123, "seconds": 10}`` answers its exit status, as Popen has it, or null if it still runs then.
"""

from gevent import monkey

monkey.patch_all()

import gc
import json
import os
import runpy
import signal
import sys
import traceback
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import NoReturn
from uuid import uuid4

from gevent.os import fork_gevent
from sqlalchemy.orm import configure_mappers

import config
from deskq import parts
from deskq.live import renderer
from deskq.live.transport import server
from deskq.ops import banner
from deskq.ops.cli import COMMANDS
from deskq.printing import worker
from deskq.web import template_cache

WRITE = os.O_WRONLY | os.O_CREAT | os.O_APPEND
PER_PROCESS = {
    (config, "INSTANCE"): lambda: Path(os.environ["DESKQ_INSTANCE"]),
    (renderer, "EPOCH"): lambda: uuid4().hex[:8],
    (worker, "RUN"): lambda: uuid4().hex[:8],
}


def main() -> None:
    """Runs until stdin is closed; no server outlives its parent."""
    alive: set[int] = set()
    with TemporaryDirectory() as templates:
        shared = template_cache.TemplateCache(Path(templates))
        if folder := os.environ.get("TEST_TEMPLATES"):  # of the whole run
            (Path(templates) / template_cache.FOLDER).symlink_to(folder)
        vars(template_cache)["TemplateCache"] = lambda instance: shared
        parts()  # loads what create_app loads
        for _, command, _ in COMMANDS:
            import_module(command.rpartition(".")[0])
        configure_mappers()
        gc.freeze()
        for line in sys.stdin:
            asked = json.loads(line)
            if "start" in asked:
                answer: int | None = start(asked["start"], asked["env"], asked["files"])
                alive.add(answer)
            else:
                answer = wait(asked["wait"], asked["seconds"])
                if answer is not None:
                    alive.remove(asked["wait"])
            print(json.dumps(answer), flush=True)
        for number in alive:
            os.kill(number, signal.SIGKILL)
            os.waitpid(number, 0)


def start(words: list[str], env: dict[str, str], files: list[str]) -> int:
    number: int = fork_gevent()
    return number or run(words, env, files)


def wait(number: int, seconds: float) -> int | None:
    end = monotonic() + seconds
    while True:
        ended, status = os.waitpid(number, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if monotonic() > end:
            return None
        sleep(0.005)


def run(words: list[str], env: dict[str, str], files: list[str]) -> NoReturn:
    """Runs in the fork: what ``python`` does with these words in that environment. The files are its standard input,
    output and errors, the last two written to at their end; "" leaves that of the parent."""
    for number, (name, how) in enumerate(zip(files, (os.O_RDONLY, WRITE, WRITE), strict=True)):
        if name:
            os.dup2(os.open(name, how, 0o600), number)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = words
    status = 1
    try:
        for (module, name), found in PER_PROCESS.items():
            setattr(module, name, found())
        if words[0] == "-m":
            sys.argv = words[1:]
            runpy.run_module(words[1], run_name="__main__", alter_sys=True)
        else:
            runpy.run_path(words[0], run_name="__main__")
        status = 0
    except SystemExit as ended:
        status = said(ended)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


def said(ended: SystemExit) -> int:
    """Exit status of a program that ends itself; a sentence goes to its errors."""
    if ended.code is None or isinstance(ended.code, int):
        return ended.code or 0
    print(ended.code, file=sys.stderr)
    return 1


if __name__ == "__main__":
    main()
