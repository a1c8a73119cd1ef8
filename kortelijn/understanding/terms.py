"""The words of a text as they are searched for: dictionary forms and the parts of compounds."""

from functools import cache

from kortelijn.understanding.language import Lexicon, lemma, silent_words, written_out
from kortelijn.understanding.utterances import cues
from kortelijn.vocabulary.needs import NEEDS


@cache
def lexicon() -> Lexicon:
    """Return the words that mean something here, against which compounds and misspellings are read."""
    told = [text for each in NEEDS for text in (each.label, *each.resident, *each.professional)]
    said = [*told, *(cue.text for cue in cues())]
    return Lexicon({lemma(word) for text in said for word in written_out(text)})


def terms_of(text: str) -> tuple[str, ...]:
    """Return the dictionary forms and parts of the words of a text that can be searched for."""
    terms: dict[str, None] = {}
    for token in lexicon().tokens(text):
        if token.lemma not in silent_words():
            terms.update(dict.fromkeys((token.lemma, *token.parts)))
    return tuple(terms)
