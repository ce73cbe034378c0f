"""One line of a measurement: what, its figure, and what to compare it with."""


def row(what: str, figure: str, beside: str = "") -> None:
    print(f"{what:<38} {figure:<44} {beside}", flush=True)
