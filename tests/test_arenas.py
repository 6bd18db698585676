from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

# glibc's own account of its arenas, after as many threads as it would give one each have allocated.
_COUNT = """
import ctypes, sys, tempfile, threading
from bot.arenas import share_arenas

if sys.argv[1] == "shared":
    share_arenas()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
all_there = threading.Barrier(6)

def allocate():
    all_there.wait()
    libc.malloc(4096)
    all_there.wait()

threads = [threading.Thread(target=allocate) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc.fopen.restype = ctypes.c_void_p
with tempfile.NamedTemporaryFile() as file:
    told = ctypes.c_void_p(libc.fopen(file.name.encode(), b"w"))
    libc.malloc_info(0, told)
    libc.fclose(told)
    print(file.read().count(b"<heap nr="))
"""

_BY_OPERATOR = "MALLOC_ARENA_MAX"

pytestmark = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has arenas")


def arenas(how: str, **environment: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", _COUNT, how],
        env={name: value for name, value in os.environ.items() if name != _BY_OPERATOR} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


def test_threads_share_two_arenas_where_each_would_have_its_own() -> None:
    assert arenas("apart") == 7
    assert arenas("shared") == 2


def test_what_the_operator_says_of_arenas_counts() -> None:
    assert arenas("shared", MALLOC_ARENA_MAX="4") == 4
