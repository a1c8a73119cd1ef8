"""What each part of the measure weighs: the numbers that are tuned, all in one place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """The first three share the fit; a `same_` is from where a text fits by that alone; the rest are factors."""

    domains: float = 0.1  # that an organization declares: what is read in a text already counts as needs
    needs: float = 0.85
    words: float = 0.05
    named: float = 0.5  # on top, for a text that says all that was asked: somebody looks for it by its name
    second_domain: float = 0.75  # a service that has the domain, but not as its main one
    read_domain: float = 0.5  # a service without domains has those that its text mostly speaks of
    likely: float = 0.2  # the share of the text from where it does
    fits: float = 0.14  # when nothing scores this much, nothing fits: 8% of what has an answer, 40% of what has none
    same_words: float = 0.25
    same_needs: float = 0.08
    clear: float = 0.1  # from this probability on a question clearly speaks of a finer need
    clear_in_text: float = 0.03  # and a text, which answers many needs a little
    again: float = 0.93  # what one more result for the same domain is worth
    one_step: float = 0.96
    two_steps: float = 0.88
    one_agreed_step: float = 0.6  # where the network agreed what comes first, the rest waits below it
    two_agreed_steps: float = 0.45
    far_minutes: float = 45
    far: float = 0.3  # what that walk costs
    away_kilometres: float = 25  # from where on nobody goes on a bicycle or a bus
    away: float = 0.5  # what that costs on top of the walk
    opens_later: float = 0.97
    opens_long_after: float = 0.9
    hours_unknown: float = 0.94
    full: float = 0.6
    stale: float = 0.9
    other_language: float = 0.9  # nobody there is known to speak the language that was heard


WEIGHTS = Weights()
