"""Zip files are looked at before they are unpacked: how much they would become, and whether they hide XML tricks."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from kortelijn.interop.hsds.source import Unreadable
from kortelijn.interop.transfer import limits

_LEAST = 1024 * 1024  # what is smaller than this may be as compact as it likes
START = 4096
TRICKS = (b"<!DOCTYPE", b"<!ENTITY")


def checked(path: Path, *, strings: int = limits.UNPACKED) -> list[ZipInfo]:
    """What is in a zip; one that would grow too large is refused, as is XML that declares things of its own."""
    try:
        with ZipFile(path) as zipped:
            infos = [info for info in zipped.infolist() if not info.is_dir()]
            _check_sizes(infos, strings)
            for info in infos:
                if info.filename.endswith((".xml", ".rels")):
                    _check_xml(zipped, info)
    except (BadZipFile, OSError, EOFError, RuntimeError, ValueError) as error:
        raise Unreadable(_("Dit zipbestand is beschadigd of heeft een wachtwoord. Maak het opnieuw.")) from error
    return infos


def _check_sizes(infos: list[ZipInfo], strings: int) -> None:
    if len(infos) > limits.PARTS:
        raise Unreadable(_("In dit zipbestand staan meer dan %(most)d bestanden.") % {"most": limits.PARTS})
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    texts = sum(info.file_size for info in infos if info.filename.endswith("sharedStrings.xml"))
    dense = total > _LEAST and total > limits.RATIO * max(packed, 1)
    if total > limits.UNPACKED or texts > strings or dense:
        words = {"size": total // _LEAST, "most": limits.UNPACKED // _LEAST}
        what = _("Uitgepakt wordt dit bestand te groot (%(size)d MB, hooguit %(most)d MB). Deel het op.")
        raise Unreadable(what % words)


def _check_xml(zipped: ZipFile, info: ZipInfo) -> None:
    with zipped.open(info) as part:
        start = part.read(START)
    plain = start.replace(b"\x00", b"")  # the same in UTF-16
    if any(trick in plain for trick in TRICKS):
        raise Unreadable(_("Dit bestand bevat XML die gevaarlijk kan zijn (een DOCTYPE). Sla het opnieuw op."))


def unpacked_text(zipped: ZipFile, info: ZipInfo, folder: Path) -> Path:
    """One file of a zip, on disk under a name of ours; never more of it than the zip said."""
    target = folder / Path(info.filename).name[-80:]
    with zipped.open(info) as source, target.open("wb") as file:
        left = info.file_size
        while left > 0 and (data := source.read(min(1024 * 1024, left))):
            file.write(data)
            left -= len(data)
    return target
