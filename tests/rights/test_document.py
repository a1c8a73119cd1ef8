"""docs/rights.md says what the code does."""

from kortelijn.kernel import policy
from tests.rights.document import PAGE, rights


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text() == rights(), "run: .venv/bin/python -m tests.rights"


def test_the_page_tells_of_every_verb_in_whole_sentences() -> None:
    page = rights()
    assert len(policy.verbs()) > 40
    for verb in policy.verbs():
        assert f"| `{verb}` | " in page
    assert "|  |" not in page.split("## Open to everybody")[1]
