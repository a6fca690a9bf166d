"""Faults as people make them, each with the line that it changes and the tests that have to catch it.

A fault is planted in a copy of the project by `test_planted_faults`, one at a time.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A fault: in which file, what is there, what is written instead, and which tests fail then."""

    file: str
    right: str
    wrong: str
    caught_by: tuple[str, ...]


FAULTS = {
    "a missing owner filter on one record": Fault(
        "webapp/storage/records.py",
        "return found if found is not None and self.reaches(Act.READ_RECORDS, found) else None",
        "return found",
        ("tests/webapp/access/test_matrix.py",),
    ),
    "a missing owner filter in lists": Fault(
        "webapp/storage/record_statements.py",
        "    yield wanted.within\n",
        "",
        ("tests/webapp/access/test_matrix.py",),
    ),
    "an address that asks for too little": Fault(
        "webapp/pages/identity.py",
        "    if not isinstance(asked, Entrance) and not viewer().may(asked):\n        abort(404)\n",
        "",
        ("tests/webapp/access/test_matrix.py",),
    ),
    "text taken for markup": Fault(
        "webapp/templates/parts.html",
        "<dd>{{ finding.text }}</dd>",
        "<dd>{{ finding.text | safe }}</dd>",
        ("tests/webapp/pages/test_hostile_text.py",),
    ),
    "a token in a log": Fault(
        "webapp/pages/signing/joining.py",
        '    token = _token(sent.get("token", ""))\n',
        '    token = _token(sent.get("token", ""))\n    __import__("logging").getLogger("x").warning("%s", token)\n',
        ("tests/webapp/access/test_nothing_told.py",),
    ),
    "acknowledging before the disk has it": Fault(
        "webapp/storage/database.py",
        '    "journal_mode=WAL",\n    "synchronous=FULL",\n',
        '    "journal_mode=WAL",\n    "synchronous=OFF",\n',
        ("tests/crash/test_power_cut.py", "tests/webapp/storage/test_connections.py"),
    ),
    "acknowledging what was not committed": Fault(
        "webapp/storage/database.py",
        '            raise StorageError(f"{what} was not saved: {reason(fault)}.") from fault\n',
        "            return\n",
        ("tests/crash/test_disk.py",),
    ),
    "forms taken without their token": Fault(
        "webapp/guard/protection.py",
        "    if not csrf_valid(posted(request)):\n",
        "    if posted(request) is None:\n",
        ("tests/webapp/guard/test_token.py",),
    ),
    "sessions that outlive a change of roles": Fault(
        "webapp/storage/accounts.py",
        '                session_statements.end_all(connection, user_id, "roles", but="", now=now())\n',
        "",
        ("tests/webapp/access/test_signing_in.py",),
    ),
    "links that never grow too old": Fault(
        "webapp/storage/link_statements.py",
        "links.c.used.is_(None), links.c.expires > now)\n",
        "links.c.used.is_(None))\n",
        ("tests/webapp/access/test_signing_in.py",),
    ),
    "tries that are not slowed down": Fault(
        "webapp/storage/tries.py",
        "    if failures < FREE:\n",
        "    if failures:\n",
        ("tests/webapp/access/test_guessing.py",),
    ),
    "a chain without links": Fault(
        "webapp/storage/trail_statements.py",
        '        names = ("number", "who", "act", "kind", "thing", "detail", "previous")\n',
        '        names = ("number", "act", "kind", "thing", "detail", "previous")\n',
        ("tests/webapp/storage/test_trail.py",),
    ),
    "a session token kept as it is": Fault(
        "webapp/storage/link_statements.py",
        "    return sha256(token.encode()).hexdigest()\n",
        "    return token\n",
        ("tests/webapp/access/test_nothing_told.py",),
    ),
    "one person for two": Fault(
        "webapp/storage/seconding.py",
        "    if first == second:\n        raise SamePerson\n",
        "",
        ("tests/webapp/access/test_two_people.py",),
    ),
}
