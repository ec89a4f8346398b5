"""The child's side of `aside.in_process`: `python -m participation.foundation.apart module:function
result megabytes seconds`, with a text on its standard input. It takes its limits upon itself first,
so that no page, however strange, can take more of the machine."""

from __future__ import annotations

import resource
import sys
from importlib import import_module
from pathlib import Path

MEGABYTE = 1024 * 1024
# What it wanted to work with is not on this machine.
MISSING = 3
LARGEST_RESULT = 64 * MEGABYTE


def main(name: str, result: str, megabytes: str, seconds: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds),) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_RESULT,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # nobody's words in a core file
    module, _, function = name.partition(":")
    try:
        made: bytes = getattr(import_module(module), function)(sys.stdin.read())
    except (ImportError, OSError):
        return MISSING
    Path(result).write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
