"""Reads Dockerfile, .dockerignore and compose.yaml, as far as they are used here."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
#: ${NAME}, ${NAME:-default} or ${NAME:?what to do}.
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def instructions() -> list[tuple[str, str]]:
    """(instruction, arguments) of the Dockerfile, continued lines joined."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    return [(word, " ".join(rest.split())) for word, _, rest in (line.partition(" ") for line in lines)]


def argument(name: str) -> str:
    """Of the last instruction of this name, which is the one that counts."""
    return [rest for word, rest in instructions() if word == name][-1]


def image_environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in argument("ENV").split())


def image_command() -> list[str]:
    return list(json.loads(argument("CMD")))


def health_command() -> list[str]:
    return list(json.loads(argument("HEALTHCHECK").partition("CMD ")[2]))


def ignored() -> list[str]:
    """Names that the image does not contain."""
    return [line.removeprefix("**/") for line in (ROOT / ".dockerignore").read_text().split()]


def compose(environment: Mapping[str, str]) -> dict[str, Any]:
    """compose.yaml with its variables filled in; ``KeyError`` for a required one that is missing."""

    def value(found: re.Match[str]) -> str:
        name, sign, default = found.groups()
        return environment[name] if name in environment or sign != "-" else default

    return dict(yaml.safe_load(VARIABLE.sub(value, (ROOT / "compose.yaml").read_text())))


def directives(name: str) -> list[str]:
    """The lines of a configuration of nginx without comments."""
    lines = (re.sub(r"(^|\s)#.*", "", line).strip() for line in (ROOT / "deploy" / name).read_text().splitlines())
    return [" ".join(line.split()) for line in lines if line]
