"""Rules of addresses that are quick to make: how an address is written is compiled when it is first written.

Werkzeug compiles it for each of 620 rules when the application is made, which takes half a second of every start and
of every ``flask`` command; most of them never write an address.
"""

from collections.abc import Callable

from werkzeug.routing import Rule


class LazyRule(Rule):
    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled: list[Callable[..., tuple[str, str]]] = []
        compile_now = super()._compile_builder

        def build(rule: Rule, **values: object) -> tuple[str, str]:
            if not compiled:
                compiled.append(compile_now(append_unknown))
            return compiled[0](rule, **values)

        return build
