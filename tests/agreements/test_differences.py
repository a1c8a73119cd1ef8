"""What changed, word by word: nothing is lost in either text, and a word or two between changes reads on."""

from hypothesis import given
from hypothesis import strategies as st

from kortelijn.agreements.differences import GONE, NEW, SAME, Piece, pieces

words = st.lists(st.sampled_from(["wij", "bellen", "binnen", "twee", "dagen", ".", "\n"]), max_size=12).map(" ".join)


@given(words, words)
def test_both_texts_can_be_read_whole(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(each.text for each in found if each.kind != NEW) == before
    assert "".join(each.text for each in found if each.kind != GONE) == after


@given(words)
def test_the_same_text_has_no_changes(text: str) -> None:
    assert {each.kind for each in pieces(text, text)} <= {SAME}


def test_a_word_between_changes_is_part_of_the_change() -> None:
    found = pieces("Wij gaan er een keer langs vandaag nog", "Wij proberen het een keer later vandaag nog")
    assert found == [
        Piece(SAME, "Wij "), Piece(GONE, "gaan er een keer langs"), Piece(NEW, "proberen het een keer later"),
        Piece(SAME, " vandaag nog"),
    ]  # fmt: skip
