"""The program that sets a document as PDF: a process of its own, with limits of the system. It is started by its path,
so it imports nothing of deskq and knows no secret. It reads a document as JSON from its standard input, and writes the
PDF file to its standard output. Arguments: the template, the folder of fonts, megabytes of memory, seconds of work."""

import os
import re
import resource
import sys
from contextlib import suppress

MEGABYTE = 1024 * 1024
#: Priority below that of the server.
NICE = 5
#: PDF for everybody (ISO 14289): tags, language, title and alternative texts are checked while it is written.
STANDARD = "ua-1"
#: What the compiler says of characters that no font has, such as emoji.
NOT_DRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')
IN_ITS_PLACE = "\N{WHITE SQUARE}"
#: So many different ones are replaced; a document with more is written without the check.
MOST_REPLACED = 40


def main(template: str, fonts: str, memory_megabytes: int, seconds: int) -> None:
    limit(memory_megabytes, seconds)
    sys.stdout.buffer.write(compiled(template, fonts, sys.stdin.read()))


def limit(memory_megabytes: int, seconds: int) -> None:
    most = memory_megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    for kind in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
        resource.setrlimit(kind, (0, 0))
    with suppress(OSError):
        os.nice(NICE)


def compiled(template: str, fonts: str, document: str) -> bytes:
    import typst

    for _ in range(MOST_REPLACED):
        try:
            return _compile(typst, template, fonts, document, STANDARD)
        except typst.TypstError as error:
            said = NOT_DRAWN.search(str(error))
            if said is None or said[1] not in document:
                raise
            document = document.replace(said[1], IN_ITS_PLACE)
    return _compile(typst, template, fonts, document)


def _compile(typst, template: str, fonts: str, document: str, *standards: str) -> bytes:  # type: ignore[no-untyped-def]
    return typst.compile(  # type: ignore[no-any-return]
        template,
        root=os.path.dirname(template),
        font_paths=[fonts],
        ignore_system_fonts=True,
        sys_inputs={"document": document},
        pdf_standards=list(standards),
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
