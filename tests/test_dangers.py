"""Nothing of ours reaches for what turns a text into code, a command, an object or markup."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = [path for each in ("formspec", "engine", "webapp") for path in (ROOT / each).rglob("*.py")]
SCRIPTS = [path for each in ("engine", "webapp") for path in (ROOT / each).rglob("*.js")]
IMPORTS = {
    *("subprocess", "pty", "ctypes", "code", "runpy", "pickle", "marshal", "shelve", "dill", "xml", "lxml"),
    *("telnetlib", "ftplib", "xmlrpc"),
}
CALLS = {
    *("eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.execv", "os.spawnv", "yaml.load"),
    *("render_template_string", "tempfile.mktemp"),
}
SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|setHTMLUnsafe|srcdoc"
    r"|\beval\(|new Function|setTimeout\(['\"`]|\.src\s*=|setAttribute\(\s*['\"]on|javascript:"
    r"|localStorage|sessionStorage|indexedDB|document\.cookie|postMessage"
)


def named(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{named(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def reached(path: Path) -> set[str]:
    """Return which of the dangerous modules and calls a module names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name.partition(".")[0] for each in node.names} & IMPORTS
        elif isinstance(node, ast.ImportFrom):
            found |= {(node.module or "").partition(".")[0]} & IMPORTS
        elif isinstance(node, ast.Call):
            found |= {named(node.func)} & CALLS
    return found


def test_no_module_reaches_for_what_runs_text_or_commands():
    assert len(MODULES) > 300
    assert {str(path.relative_to(ROOT)): sorted(found) for path in MODULES if (found := reached(path))} == {}


def test_no_script_of_ours_turns_text_into_markup_or_code():
    assert len(SCRIPTS) > 30
    found = {path.name: SINKS.findall(path.read_text("utf-8")) for path in SCRIPTS}
    assert {name: sinks for name, sinks in found.items() if sinks} == {}
