"""A gateway for trying things out: the message appears in the server's own output, its number masked."""

from deskq.notify import numbers


class Console:
    def send(self, number: str, text: str) -> str:
        print(f"SMS to {numbers.masked(number)}: {text}", flush=True)
        return "console"
