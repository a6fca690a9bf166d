"""Writing a spec that was made by chance as the YAML that a person would write.

Here lives a writer of mappings, lists, texts, numbers and truths, and nothing that knows a form.
"""

import json
import re

Node = dict[str, "Node"] | list["Node"] | str | int | float | bool
WIDTH = 110
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .-]*[A-Za-z0-9.?])?")


def written(node: Node) -> str:
    """Write a whole document."""
    return "\n".join(_block(node)) + "\n"


def _block(node: Node) -> list[str]:
    if isinstance(node, dict):
        return [line for key, value in node.items() for line in _entry(key, value)]
    if isinstance(node, list):
        return [line for value in node for line in _dashed(value)]
    return [_scalar(node)]


def _entry(key: str, value: Node) -> list[str]:
    short = _flow(value)
    if len(short) <= WIDTH or not isinstance(value, dict | list):
        return [f"{key}: {short}"]
    return [f"{key}:", *(f"  {line}" for line in _block(value))]


def _dashed(value: Node) -> list[str]:
    short = _flow(value)
    if len(short) <= WIDTH or not isinstance(value, dict | list):
        return [f"- {short}"]
    first, *more = _block(value)
    return [f"- {first}", *(f"  {line}" for line in more)]


def _flow(node: Node) -> str:
    if isinstance(node, dict):
        return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(map(_flow, node)) + "]"
    return _scalar(node)


def _scalar(node: str | float | bool) -> str:
    if isinstance(node, bool):
        return "true" if node else "false"
    if isinstance(node, int | float):
        return str(node)
    return node if _PLAIN.fullmatch(node) else json.dumps(node, ensure_ascii=False)
