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
    r"|localStorage|sessionStorage|document\.cookie|\b(?:window|parent|opener|top|contentWindow)\.postMessage"
)
STARTING = {"webapp/photos/remaking.py": ["subprocess"], "webapp/typesetting/making.py": ["subprocess"]}
"""The modules that may start a process: those in which a photo is decoded and a PDF is made, to harm nothing else."""
SHOWING = {"file-items.js": [".src ="], "photo-line.js": [".src ="]}
"""The scripts that may set where something is loaded from: a photo that was added, or that the device keeps."""
KEEPING = re.compile(r"indexedDB|caches\.open|postMessage")
KEPT_BY = {
    "session.js": {"postMessage"},
    "taking.js": {"caches.open"},
    "vault-database.js": {"indexedDB"},
    "visit-key.js": {"postMessage"},
    "worker.js": {"caches.open", "postMessage"},
}
"""The scripts that keep something in a browser or hand it on, as docs/visit.md tells, and how."""

WEAK = {"md5", "sha1", "DES", "TripleDES", "ARC4", "ECB", "CBC", "PKCS1v15", "random"}
"""Algorithms that no module of ours may name, and the generator that can be guessed."""
SIGNING = {"Signer", "TimestampSigner", "URLSafeSerializer", "URLSafeTimedSerializer"}
NETWORK = {"asyncio", "authlib", "ftplib", "http", "requests", "smtplib", "socket", "ssl", "urllib3"}
SPEAKING = {
    "webapp/commands/serving.py": {"socket"},
    "webapp/mail/sending.py": {"smtplib", "ssl"},
    "webapp/pages/signing/provider.py": {"authlib", "requests"},
    "webapp/serving/certificate.py": {"ssl"},
    "webapp/serving/passage.py": {"asyncio", "socket", "ssl"},
    "webapp/serving/relay.py": {"asyncio", "socket"},
    "webapp/serving/trust.py": {"ssl"},
}
"""The modules that may speak to anybody else, as docs/security.md tells. The database has a library of its own."""
POLLUTING = re.compile(r"__proto__|\.prototype\b|setPrototypeOf|Object\.assign\((?:Object|window|document)\b")


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


def names(path: Path) -> set[str]:
    """Return every name that a module reads, imports or calls."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return found


def words(path: Path) -> set[str]:
    return set(re.findall(r"\w+", path.read_text("utf-8")))


def calls(path: Path) -> list[str]:
    """Return what a module calls, by name."""
    tree = ast.parse(path.read_text("utf-8"))
    return [named(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]


def modules(path: Path) -> set[str]:
    """Return the top of the name of every module that a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_no_module_reaches_for_what_runs_text_or_commands():
    assert len(MODULES) > 300
    assert {str(path.relative_to(ROOT)): sorted(found) for path in MODULES if (found := reached(path))} == STARTING


def test_no_script_of_ours_turns_text_into_markup_or_code():
    assert len(SCRIPTS) > 30
    found = {path.name: SINKS.findall(path.read_text("utf-8")) for path in SCRIPTS}
    assert {name: sinks for name, sinks in found.items() if sinks} == SHOWING


def test_only_the_scripts_that_are_told_keep_anything_in_a_browser():
    found = {path.name: each for path in SCRIPTS if (each := set(KEEPING.findall(path.read_text("utf-8"))))}
    assert found == KEPT_BY


def test_no_script_of_ours_changes_what_all_objects_have():
    found = {path.name: POLLUTING.findall(path.read_text("utf-8")) for path in SCRIPTS}
    assert {name: sinks for name, sinks in found.items() if sinks} == {}


def test_no_script_of_ours_keeps_anybody_from_pasting():
    assert [path.name for path in SCRIPTS if re.search(r"[\"']paste[\"']|onpaste", path.read_text("utf-8"))] == []


def test_no_module_names_a_weak_algorithm_or_a_generator_that_can_be_guessed():
    assert {str(path.relative_to(ROOT)): sorted(found) for path in MODULES if (found := names(path) & WEAK)} == {}


def test_one_module_alone_says_how_things_are_signed():
    makers = [path for path in MODULES if {"digest_method", "signer_kwargs"} & words(path)]
    assert [str(path.relative_to(ROOT)) for path in makers] == ["webapp/guard/signature.py"]
    callers = {str(path.relative_to(ROOT)) for path in MODULES for call in calls(path) if call in SIGNING}
    assert callers == {"webapp/guard/signature.py"}


def test_only_the_modules_that_are_told_speak_to_anybody_else():
    found = {str(path.relative_to(ROOT)): each for path in MODULES if (each := modules(path) & NETWORK)}
    assert found == SPEAKING
