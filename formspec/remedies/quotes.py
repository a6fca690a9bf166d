"""Quotation marks: put round a text that needs them, made straight, closed, or of the other sort."""

import re
from collections.abc import Iterator

from formspec.diagnosis.fault import CURLY, KEY, lead
from formspec.problem import Problem
from formspec.remedies.lines import Lines

Mended = Iterator[tuple[str, Lines]]

_QUOTE = "Put quotation marks round the text"
_LIKE_NAME = re.compile(r"[\w-]+")
_END_IN_BRACES = re.compile(r"[,}\]]")


def in_quotes(text: str) -> str:
    """Return a text of one line in the quotation marks that it needs no other change for, if there are such."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _value(line: str) -> tuple[int, str]:
    """Return where the text of a line begins, behind its hyphens and its name, and the text."""
    found = KEY.match(line)
    start = found.end() if found else lead(line)
    start += len(line[start:]) - len(line[start:].lstrip(" \t"))
    return start, line[start:].rstrip(" \t")


def _with_value(lines: Lines, number: int, new: str) -> Lines:
    line = lines[number]
    start, text = _value(line)
    return lines.changed({number: line[:start] + new + line[start + len(text) :]})


def quoted(lines: Lines, problem: Problem) -> Mended:
    """Put quotation marks round the whole text of a line; in braces, round the text that begins there."""
    line, at = lines[problem.line], problem.column - 1
    start, text = _value(line)
    if lines.goes_on(problem.line) or " #" in text:
        return
    if text[:1] == "{" and start < at:
        end = _END_IN_BRACES.search(line, at)
        if end and "cannot begin" in problem.message:
            yield (
                _QUOTE,
                lines.changed({problem.line: line[:at] + in_quotes(line[at : end.start()]) + line[end.start() :]}),
            )
        return
    if problem.rule == "wrong-type" and start > at:
        start = lead(line)
        text = line[start:].rstrip()
        yield _QUOTE, lines.changed({problem.line: line[:start] + in_quotes(text)})
    else:
        yield _QUOTE, _with_value(lines, problem.line, in_quotes(text))


def quoted_in_braces(lines: Lines, problem: Problem) -> Mended:
    """Put quotation marks round a text in braces that has a comma in it, or round a text that begins with a brace."""
    line, at = lines[problem.line], problem.column - 1
    begins, whole = _value(line)
    if whole[:1] == "{" and not whole.endswith("}"):
        yield _QUOTE, _with_value(lines, problem.line, in_quotes(whole))
    end = _END_IN_BRACES.search(line, at)
    start = line.rfind(": ", begins, at) + 2
    name = line[at : end.start()].strip() if end else ""
    if end and start > 1 and not _LIKE_NAME.fullmatch(name) and not set('{}[]"') & set(line[start:at]):
        text = line[start : end.start()]
        bare = text[1:-1] if text[0] in CURLY and text[-1] in CURLY else text
        yield _QUOTE, lines.changed({problem.line: line[:start] + in_quotes(bare) + line[end.start() :]})


def straight(lines: Lines, problem: Problem) -> Mended:
    """Type straight quotation marks for the curly ones round a text."""
    start, text = _value(lines[problem.line])
    if start == problem.column - 1 and text[-1:] in CURLY + "\"'" and len(text) > 1:
        yield "Type straight quotation marks", _with_value(lines, problem.line, in_quotes(text[1:-1]))


def same_at_end(lines: Lines, problem: Problem) -> Mended:
    """Type the quotation mark that begins a text at its end, in place of another."""
    line, at = lines[problem.line], problem.column - 1
    end = max(line.rfind(sign) for sign in CURLY + "\"'")
    if end > at:
        label = f"Type {line[at]} at the end of the text"
        yield label, lines.changed({problem.line: line[:end] + line[at] + line[end + 1 :]})


def closed(lines: Lines, problem: Problem) -> Mended:
    """Close a quotation mark at the end of its line, or before the brace that ends it."""
    line, mark = lines[problem.line].rstrip(), lines[problem.line][problem.column - 1]
    if mark in line[problem.column :]:
        return
    inside = "{" in line[: problem.column] and line.endswith("}")
    ended = line[:-1] + mark + "}" if inside else line + mark
    yield "Close the quotation mark", lines.changed({problem.line: ended})


def requoted(lines: Lines, problem: Problem) -> Mended:
    """Put a text into the other sort of quotation marks, because it holds its own."""
    line = lines[problem.line]
    start, text = _value(line)
    if text[:1] == "{":
        start = max(line.rfind(f": {mark}", 0, problem.column) for mark in "\"'") + 2
        text = line[start:].rstrip(" \t}")
    if start > 1 and len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        new = in_quotes(text[1:-1])
        sort = "double" if new[0] == '"' else "single"
        yield (
            f"Put the text in {sort} quotation marks",
            lines.changed({problem.line: line[:start] + new + line[start + len(text) :]}),
        )
