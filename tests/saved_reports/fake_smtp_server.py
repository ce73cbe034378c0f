"""A double of an SMTP server on a real socket: takes letters, or answers a command as told."""

import socket
import threading
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default


class FakeSmtpServer:
    """``answers``: {command: reply instead of the usual one}; "DROP" closes the connection there."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.answers: dict[str, str] = {}
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Takes no more connections; a second time does nothing. A bare ``close`` would leave the thread waiting on the
        number of a closed file, which the next socket of another test may get."""
        if self._thread.is_alive():
            self._listening.shutdown(socket.SHUT_RDWR)
            self._thread.join()
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as lines:
                self._talk(lines)

    def _talk(self, lines) -> None:
        self._say(lines, "220 fake")
        while line := lines.readline():
            command = line.decode().split(":")[0].split()[0].upper()
            told = self.answers.get(command, "")
            if told == "DROP":
                return
            if command == "RCPT" and not told:
                self.recipients.append(line.decode().partition("<")[2].partition(">")[0])
            self._say(lines, told or {"DATA": "354 go on", "QUIT": "221 bye"}.get(command, "250 fine"))
            if command == "DATA" and not told and not self._take(lines):
                return
            if command == "QUIT":
                return

    def _take(self, lines) -> bool:
        """Whether the connection stays open."""
        text = b""
        while (line := lines.readline()) not in (b".\r\n", b""):
            text += line.removeprefix(b".") if line.startswith(b"..") else line
        if self.answers.get("TEXT") == "DROP":
            return False
        self.letters.append(message_from_bytes(text, policy=default))
        self._say(lines, self.answers.get("TEXT") or "250 taken")
        return True

    def _say(self, lines, reply: str) -> None:
        lines.write(f"{reply}\r\n".encode())
        lines.flush()
