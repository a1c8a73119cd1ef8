"""How a resident is named inside a sentence."""

POLITE = ("Mevrouw ", "De heer ", "Meneer ")


def in_sentence(name: str) -> str:
    """`Mevrouw Van Dam` is `mevrouw Van Dam` after another word; a first name keeps its capital."""
    return name[:1].lower() + name[1:] if name.startswith(POLITE) else name
