"""The process in which one picture is made anew: it comes in, what became of it goes out, and the process ends.

Here live its limits, set before a decoder sees a byte. `webapp.photos.remaking` starts it.
"""

import importlib
import sys

MOST_SECONDS = 20
MOST_MEMORY = 1536 * 1024 * 1024
BROKEN, TOO_LARGE = 3, 4
"""What the process ends with where the picture cannot be decoded, and where it has too many pixels."""


def limit() -> None:
    """Let this process have no more time and memory than a photo needs, and write no file."""
    try:
        resource = importlib.import_module("resource")
    except ImportError:  # Windows has none: there the time that its parent waits is the limit
        return
    for what, most in (
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main(media_type: str, as_jpeg: str) -> int:
    """Make the picture that comes in anew, and return what the process ends with."""
    limit()
    picture = importlib.import_module("webapp.photos.picture")
    try:
        kind, content, preview = picture.remade(sys.stdin.buffer.read(), media_type, as_jpeg=as_jpeg == "yes")
    except picture.TooLargeError:
        return TOO_LARGE
    except Exception:  # what is broken in a picture breaks its decoding in many ways, and all of them say the same
        return BROKEN
    sys.stdout.buffer.write(f"{kind} {len(content)}\n".encode() + content + preview)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
