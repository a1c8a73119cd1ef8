"""The tree as the house tests read it: our Python files, parsed once, and our templates."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "kortelijn"


@cache
def python_files() -> tuple[Path, ...]:
    """Every module of the product, without migrations."""
    return tuple(sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def templates() -> list[Path]:
    """Every template of ours."""
    return sorted(PACKAGE.rglob("templates/**/*.html"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
