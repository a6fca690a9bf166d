"""Ways to spoil a spec: of its bytes, of its lines and of its structure. Each takes a random source and the bytes."""

import random
from collections.abc import Callable

Mutator = Callable[[random.Random, bytes], bytes]

LARGEST = 1024 * 1024 + 1  # a byte more than a source may have: repetitions of repetitions would fill the machine
SIGNS = (
    *(each.encode() for each in "\"'[]{}:,-#&*!|>%@`?\\~= \t\n\r•–➤“”’\xa0\u2028\u0085\ufeff😀\u200b："),
    *(b"\r\n", b": ", b" #", b"- ", b"---\n", b"...\n", b"<<: ", b"{{", b"}}", b"!!str ", b"&a ", b"*a ", b"? "),
    *(b"%YAML 1.2\n", b": |\n", b": >\n", b"\\x", b"\\u12", b"\\\n", b"<<<<<<< HEAD\n", b">>>>>>> x\n"),
    *(b"\x00", b"\x07", b"\xff", b"\xc3", b"\xed\xa0\x80"),
)
SWAPS = (
    *((b'"', "”".encode()), (b"'", b'"'), (b"- ", "• ".encode()), (b"- ", b"-"), (b": ", b":"), (b"  ", b"\t")),
    *(
        (b"  ", b"\xc2\xa0 "),
        (b"]", b"}"),
        (b"\n", b"\r"),
        (b"\n", b"\r\n"),
        (b", ", b" "),
        (b": ", b" "),
        (b" ", b"\xa0"),
    ),
)


def _at(chance: random.Random, data: bytes) -> int:
    return chance.randint(0, len(data))


def insert_sign(chance: random.Random, data: bytes) -> bytes:
    at = _at(chance, data)
    return data[:at] + chance.choice(SIGNS) + data[at:]


def replace_byte(chance: random.Random, data: bytes) -> bytes:
    at = _at(chance, data)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def delete_bytes(chance: random.Random, data: bytes) -> bytes:
    at = _at(chance, data)
    return data[:at] + data[at + chance.choice((1, 1, 1, 2, 5, 40)) :]


def cut_end(chance: random.Random, data: bytes) -> bytes:
    return data[: _at(chance, data)]


def repeat_bytes(chance: random.Random, data: bytes) -> bytes:
    at = _at(chance, data)
    return data[:at] + data[at : at + chance.randint(1, 60)] * chance.choice((2, 3, 50)) + data[at:]


def drop_sign(chance: random.Random, data: bytes) -> bytes:
    sign = chance.choice((b'"', b"'", b":", b"- ", b"]", b"}", b",", b"  ", b"\n", b"|", b"#"))
    places = [at for at in range(len(data)) if data.startswith(sign, at)]
    if not places:
        return data
    at = chance.choice(places)
    return data[:at] + data[at + len(sign) :]


def swap_sign(chance: random.Random, data: bytes) -> bytes:
    old, new = chance.choice(SWAPS)
    return data.replace(old, new, chance.choice((1, 2, -1)))


def _lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True) or [b"\n"]


def delete_line(chance: random.Random, data: bytes) -> bytes:
    lines = _lines(data)
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def repeat_line(chance: random.Random, data: bytes) -> bytes:
    lines = _lines(data)
    at = chance.randrange(len(lines))
    lines.insert(chance.randint(0, len(lines)), lines[at] * chance.choice((1, 1, 150)))
    return b"".join(lines)


def swap_lines(chance: random.Random, data: bytes) -> bytes:
    lines = _lines(data)
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return b"".join(lines)


def move_line(chance: random.Random, data: bytes) -> bytes:
    lines = _lines(data)
    at = chance.randrange(len(lines))
    line = lines[at].lstrip(b" ")
    lines[at] = b" " * chance.randint(0, 12) + line
    return b"".join(lines)


def begin_line(chance: random.Random, data: bytes) -> bytes:
    lines = _lines(data)
    at = chance.randrange(len(lines))
    line = lines[at].lstrip(b" ")
    lines[at] = lines[at][: len(lines[at]) - len(line)] + chance.choice(SIGNS) + line
    return b"".join(lines)


def join_lines(chance: random.Random, data: bytes) -> bytes:
    lines = _lines(data)
    at = chance.randrange(len(lines))
    lines[at] = lines[at].rstrip(b"\r\n") + chance.choice((b"", b" ", b": "))
    return b"".join(lines)


def deepen(chance: random.Random, data: bytes) -> bytes:
    lines = _lines(data)
    start = chance.randrange(len(lines))
    for at in range(start, min(len(lines), start + chance.randint(1, 40))):
        lines[at] = b" " * chance.randint(1, 5) + lines[at]
    return b"".join(lines)


def nest(chance: random.Random, data: bytes) -> bytes:
    at = _at(chance, data)
    opening, closing = chance.choice(
        ((b"[", b"]"), (b"{a: ", b"}"), (b"- ", b""), (b"? ", b""), (b"{", b""), (b"\n - ", b""))
    )
    many = chance.choice((1, 2, 20, 26, 2000))
    return data[:at] + opening * many + chance.choice((b"", b"x")) + closing * many + data[at:]


def quote_value(chance: random.Random, data: bytes) -> bytes:
    lines = _lines(data)
    at = chance.randrange(len(lines))
    name, colon, value = lines[at].partition(b": ")
    mark = chance.choice((b'"', b"'"))
    ends = chance.choice((b"", mark, mark + b" more", mark * 2))
    lines[at] = name + colon + mark + value.rstrip(b"\r\n") + ends + b"\n"
    return b"".join(lines)


def splice(chance: random.Random, data: bytes) -> bytes:
    lines = _lines(data)
    start = chance.randrange(len(lines))
    part = lines[start : start + chance.randint(1, 12)]
    at = chance.randint(0, len(lines))
    return b"".join([*lines[:at], *part, *lines[at:]])


def lengthen(chance: random.Random, data: bytes) -> bytes:
    at = _at(chance, data)
    return (
        data[:at]
        + chance.choice((b"x", b"x ", "é".encode(), b"x\n", b"- x\n", b"a: b\n")) * chance.choice((900, 17_000))
        + data[at:]
    )


OF_BYTES: tuple[Mutator, ...] = (insert_sign, replace_byte, delete_bytes, cut_end, repeat_bytes, drop_sign, swap_sign)
OF_LINES: tuple[Mutator, ...] = (delete_line, repeat_line, swap_lines, move_line, begin_line, join_lines, quote_value)
OF_STRUCTURE: tuple[Mutator, ...] = (deepen, nest, splice, lengthen)
EVERY = OF_BYTES * 2 + OF_LINES * 2 + OF_STRUCTURE


def spoil(chance: random.Random, data: bytes) -> bytes:
    """Spoil the bytes in one way, or in a few."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        data = chance.choice(EVERY)(chance, data)[:LARGEST]
    return data
