"""Dutch for the few sentences of `argparse`, which reads no catalogue of ours."""

import argparse

SENTENCES = {
    "usage: ": "gebruik: ",
    "positional arguments": "gegevens",
    "options": "opties",
    "show this help message and exit": "toon deze uitleg",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\nUitleg: %(prog)s --help\n",
    "the following arguments are required: %s": "geef ook: %s",
    "unrecognized arguments: %s": "onbekend: %s",
    "expected one argument": "hier hoort één waarde bij",
    "expected at least one argument": "hier hoort ten minste één waarde bij",
    "expected at most one argument": "hier hoort hoogstens één waarde bij",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid %(type)s value: %(value)r": "%(value)r kan hier niet",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r kan hier niet; kies uit %(choices)s",
    "not allowed with argument %s": "kan niet samen met %s",
    "one of the arguments %s is required": "geef een van deze: %s",
}


def install() -> None:
    """Let argparse of this process speak Dutch; a sentence that is not listed stays as it is."""
    argparse._ = lambda text: SENTENCES.get(text, text)  # type: ignore[attr-defined]  # its own gettext hook
