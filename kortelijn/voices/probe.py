"""Says what MediaInfo finds in the bytes on standard input, as JSON.

Run as a program of its own: a library in C++ that meets a hostile file must not take the web server along.
"""

import io
import json
import resource
import sys

from pymediainfo import MediaInfo

MEMORY = 1 << 30
SECONDS = 10


def main() -> None:
    """Read, look, tell."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    tracks = MediaInfo.parse(io.BytesIO(sys.stdin.buffer.read())).tracks
    print(json.dumps([{"kind": each.track_type, "format": each.format, "duration": each.duration} for each in tracks]))


if __name__ == "__main__":
    main()
