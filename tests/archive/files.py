"""Files with a network in them: made, read, and spoiled."""

import io
import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from kortelijn.archive.actions import bring_network
from kortelijn.archive.layout import MANIFEST
from kortelijn.archive.reading import opened
from kortelijn.archive.writing import write
from kortelijn.kernel.actor import SYSTEM
from kortelijn.parties.models import Network

Parts = dict[str, bytes]
Manifest = dict[str, Any]


def exported(network: Network) -> bytes:
    """A whole file."""
    out = io.BytesIO()
    write(network, out)
    return out.getvalue()


def bring(file: bytes, **options: Any) -> Network:
    """The network that came of it."""
    with opened(io.BytesIO(file)) as brought:
        taken = bring_network(SYSTEM, brought, **options)
    return Network.objects.get(pk=taken.network_id)


def parts(file: bytes) -> Parts:
    """Everything in a file; of the manifest all but its moment."""
    with ZipFile(io.BytesIO(file)) as zipped:
        found = {name: zipped.read(name) for name in zipped.namelist()}
    manifest = json.loads(found[MANIFEST])
    assert manifest.pop("made_at")
    return found | {MANIFEST: json.dumps(manifest).encode()}


def spoiled(file: bytes, change: Callable[[Parts, Manifest], None], *, sealed: bool = True) -> bytes:
    """The same file after somebody had their way with it; `sealed` with fingerprints that fit again."""
    with ZipFile(io.BytesIO(file)) as zipped:
        found = {name: zipped.read(name) for name in zipped.namelist()}
    manifest = json.loads(found.pop(MANIFEST))
    change(found, manifest)
    if sealed:
        for path, part in manifest.get("files", {}).items():
            if path in found:
                part |= {"sha256": sha256(found[path]).hexdigest(), "size": len(found[path])}
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as zipped:
        for path, content in found.items():
            zipped.writestr(path, content)
        zipped.writestr(MANIFEST, json.dumps(manifest))
    return out.getvalue()


def edit(label: str, change: Callable[[Any], Any]) -> Callable[[Parts, Manifest], None]:
    """Change each row of a table."""

    def apply(found: Parts, manifest: Manifest) -> None:
        path = f"data/{label.lower()}.jsonl"
        rows = [json.loads(line) for line in found[path].splitlines()]
        changed = [row | change(row) for row in rows]
        found[path] = b"".join(f"{json.dumps(row)}\n".encode() for row in changed)

    return apply
