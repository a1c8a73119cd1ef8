"""`{% example %}…{% endexample %}`: a component and its own source, so that the guide cannot drift from the tags."""

from textwrap import dedent
from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token, TokenType
from django.template.context import Context
from django.utils.safestring import SafeString

from kortelijn.ui.html import part

register = template.Library()
MARKS = {TokenType.BLOCK: "{%% %s %%}", TokenType.VAR: "{{ %s }}", TokenType.TEXT: "%s"}


class ExampleNode(template.Node):
    """Renders its content, and beneath it the text it was written with."""

    def __init__(self, nodelist: NodeList, source: str) -> None:
        self.nodelist = nodelist
        self.source = source

    def render(self, context: Context) -> SafeString:
        """The live component and its source."""
        return part("ui/guide/example.html", {"live": self.nodelist.render(context), "source": self.source})


def _source(tokens: list[Token]) -> str:
    written = []
    for token in tokens:
        if token.token_type == TokenType.BLOCK and token.contents == "endexample":
            break
        if token.token_type in MARKS:
            written.append(MARKS[token.token_type] % token.contents)
    return dedent("".join(written)).strip()


@register.tag
def example(parser: Parser, token: Token) -> Any:
    """Remember the tokens before Django compiles them away."""
    source = _source([one for one in reversed(parser.tokens) if isinstance(one, Token)])
    nodelist = parser.parse(("endexample",))
    parser.delete_first_token()
    return ExampleNode(nodelist, source)
