"""A gateway for trying things out: the message appears in the server's own output, its number masked."""

from deskq.sms import phone_numbers


class Console:
    def send(self, number: str, text: str) -> str:
        print(f"SMS to {phone_numbers.masked(number)}: {text}", flush=True)
        return "console"
