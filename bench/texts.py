"""A pool of texts as directories have them, short and long, each read once; popular fields have most of them."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

import yaml

from kortelijn.finding.reading import Reading, digest, read
from kortelijn.vocabulary.needs import DOMAINS, domain_of, needs_in

POOL, SEED = 1_200, 7
WRITTEN = Path(__file__).parents[1] / "kortelijn/demo/data/services.yaml"
KINDS = ("Inloop", "Maatje", "Spreekuur", "Cursus", "Groep", "Hulp thuis", "Coach", "Loket", "Ontmoeting", "Training")
PLACES = (
    "De Brug",
    "Het Anker",
    "De Linde",
    "Noord",
    "Zuid",
    "De Haven",
    "Ons Huis",
    "De Schakel",
    "Plein 8",
    "De Werf",
)
FRAMES = (
    "{} Samen kijken we wat er nodig is.", "Herkent u dit: {} Dan bent u hier welkom.",
    "Wij helpen bij {}.", "U kunt terecht met vragen over {}.", "Ook voor wie zegt: {}", "{}",
)  # fmt: skip
COMMON = (
    "De koffie staat klaar en u hoeft zich niet aan te melden.", "Een vrijwilliger loopt de eerste keer met u mee.",
    "Na een gesprek maken we samen een plan.", "Meedoen kan op uw eigen tempo.", "Er is een lift en een toilet.",
    "Vraag bij de gemeente naar een bijdrage in de kosten.", "Onze medewerkers hebben een zwijgplicht.",
    "In de zomervakantie zijn er geen bijeenkomsten.", "Neem gerust iemand mee.", "U krijgt een vaste begeleider.",
)  # fmt: skip
# Popular fields have many times the offer of rare ones.
SHARES = tuple(1 / (place + 1) ** 0.8 for place in range(len(DOMAINS)))


@dataclass(frozen=True)
class Text:
    """What an organization wrote, for which fields, and what was read in it."""

    name: str
    description: str
    domains: list[str]
    reading: Reading

    @property
    def mark(self) -> str:
        """The mark by which the index knows the text."""
        return digest(f"{self.name}. {self.description}")


def texts() -> list[Text]:
    """The pool: those of the demo, and as many more as are needed."""
    chance = Random(SEED)
    written = yaml.safe_load(WRITTEN.read_text(encoding="utf-8"))
    told = [(each["name"], each["description"], each["domains"]) for each in written]
    told += [_invented(chance, number) for number in range(POOL - len(told))]
    return [Text(name, words, domains, read(f"{name}. {words}")) for name, words, domains in told]


def _invented(chance: Random, number: int) -> tuple[str, str, list[str]]:
    domains = chance.choices([each.code for each in DOMAINS], SHARES, k=chance.choice((1, 1, 2, 3)))
    needs = [chance.choice(needs_in(code)) for code in domains for _ in range(2)]
    said = [chance.choice((need.label.lower(), *need.resident)) for need in needs * chance.choice((1, 1, 2, 4))]
    sentences = [chance.choice(FRAMES).format(words).capitalize() for words in said]
    sentences += chance.sample(COMMON, chance.randint(1, len(COMMON)))
    kind, place = chance.choice(KINDS), chance.choice(PLACES)
    name = f"{kind} {needs[0].label.lower()} {place} {number}"
    described = list(dict.fromkeys(domain_of(each.code) for each in needs))
    return name[:200], " ".join(sentences), described if chance.random() < 0.8 else []
