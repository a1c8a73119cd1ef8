"""What is closed opens with its passphrase, whole, and in no other way."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kortelijn.archive import locking
from kortelijn.archive.locking import Locked, is_locked, lock_for, new_passphrase, unlocked
from kortelijn.kernel.errors import Refused

PASSPHRASE = new_passphrase()
LOCK = lock_for(PASSPHRASE)  # making one is slow on purpose
SIZES = (0, 1, locking.PIECE - 1, locking.PIECE, locking.PIECE + 1, 2 * locking.PIECE)


def closed(content: bytes, *, at_a_time: int = 70_000) -> bytes:
    out = io.BytesIO()
    lock = Locked(out, LOCK)
    for start in range(0, len(content), at_a_time):
        lock.write(content[start : start + at_a_time])
    lock.close()
    return out.getvalue()


def opened(file: bytes, passphrase: str = PASSPHRASE) -> bytes:
    return b"".join(unlocked(io.BytesIO(file), passphrase))


@pytest.mark.parametrize("size", SIZES)
def test_what_is_closed_opens_whole(size: int) -> None:
    content = bytes(index % 251 for index in range(size))
    file = closed(content)
    assert is_locked(io.BytesIO(file))
    assert opened(file) == content


def test_signs_between_the_groups_and_capitals_do_not_matter() -> None:
    assert opened(closed(b"netwerk"), f" {PASSPHRASE.upper().replace('-', ' ')} ") == b"netwerk"


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(Refused, match="Met deze wachtzin gaat het bestand niet open"):
        opened(closed(b"netwerk"), new_passphrase())


@pytest.mark.parametrize("left", [0, 20, 60, 113, 114, 200, locking.PIECE + 113 + locking.TAG])
def test_a_file_that_was_cut_does_not_open(left: int) -> None:
    with pytest.raises(Refused, match="niet heel"):
        opened(closed(bytes(2 * locking.PIECE))[:left])


@settings(max_examples=10, deadline=None)  # each opens slowly, on purpose
@given(st.data())
def test_a_file_in_which_one_bit_changed_does_not_open(data: st.DataObject) -> None:
    file = bytearray(FILE)
    place = data.draw(st.integers(len(locking.MARK), len(file) - 1))
    file[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Refused):
        opened(bytes(file))


def test_pieces_cannot_change_places() -> None:
    file = closed(b"a" * locking.PIECE + b"b" * locking.PIECE + b"c")
    header, piece = len(locking.MARK) + locking.SALT + 2 * locking.KEY, locking.PIECE + locking.TAG
    first, second = file[header : header + piece], file[header + piece : header + 2 * piece]
    with pytest.raises(Refused):
        opened(file[:header] + second + first + file[header + 2 * piece :])


def test_two_files_of_the_same_are_different() -> None:
    assert closed(b"netwerk") != closed(b"netwerk")
    assert new_passphrase() != new_passphrase()


FILE = closed(b"een netwerk")
