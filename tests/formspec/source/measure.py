"""Reads one source after another, each in a process of its own, and prints what each took: run as a program.

Its input is one line a source, a Python expression for the bytes; its output one line a source: the seconds of
processor time, the most memory that the process ever held in MiB, and how many problems were found. A process that
dies prints its signal instead.
"""

import os
import resource
import sys
import time

from formspec.source import read

SECONDS = 10


def measured(data: bytes) -> str:
    started = time.process_time()
    source = read(data)
    took = time.process_time() - started
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{took:.3f} {most:.0f} {len(source.problems)}\n"


def in_own_process(expression: str) -> None:
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        os.write(1, measured(eval(expression)).encode())
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        os.write(1, f"died {os.waitstatus_to_exitcode(status)} 0\n".encode())


if __name__ == "__main__":
    for line in sys.stdin:
        in_own_process(line)
