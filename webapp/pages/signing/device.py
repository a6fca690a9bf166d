"""The browser that somebody uses, in words that they know it by.

Here lives a reading of its User-Agent that is good enough for a list of one's own sessions, and trusted for nothing.
"""

_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "a Mac"),
    ("CrOS", "a Chromebook"),
    ("Linux", "Linux"),
)


def device_words(agent: str) -> str:
    """Return the browser and the machine as people name them: “Chrome on Windows”."""
    browser = next((words for sign, words in _BROWSERS if sign in agent), "A browser")
    system = next((words for sign, words in _SYSTEMS if sign in agent), "")
    return f"{browser} on {system}" if system else browser
