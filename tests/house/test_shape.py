"""A newcomer's house: small files, short functions, no signals, no leftovers, no words from elsewhere."""

import ast
import re
import subprocess
from pathlib import Path

from tests.house.tree import ROOT, functions, name, parsed, python_files, templates

LINES, BODY = 400, 50
LEFTOVERS = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
FORBIDDEN_FILES = {"services.py", "utils.py", "helpers.py", "signals.py"}
REGISTRIES = re.compile(r"registry\.npmjs|pypi\.org|files\.pythonhosted|deb\.debian\.org")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=\"|javascript:")


def too_long(text: str) -> bool:
    return text.count("\n") > LINES


def long_functions(tree: ast.AST) -> list[str]:
    return [f.name for f in functions(tree) if (f.end_lineno or f.lineno) - f.lineno + 1 > BODY]


def imports(tree: ast.AST) -> set[str]:
    return {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_files_fit_in_a_head_and_functions_on_a_screen() -> None:
    code = [*python_files(), *sorted((ROOT / "tests").rglob("*.py"))]
    assert [name(path) for path in code if too_long(path.read_text())] == []
    assert {name(path): long for path in code if (long := long_functions(parsed(path)))} == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [name(path) for path in python_files() if path.name in FORBIDDEN_FILES] == []


def test_nothing_is_left_for_later() -> None:
    assert [name(path) for path in python_files() if LEFTOVERS.search(path.read_text())] == []


def test_no_django_model_signals() -> None:
    assert [name(path) for path in python_files() if "django.db.models.signals" in imports(parsed(path))] == []


def test_templates_keep_to_the_strict_policy_for_scripts_and_styles() -> None:
    assert len(templates()) > 10
    assert [name(path) for path in templates() if INLINE.search(path.read_text())] == []


def test_no_registry_address_stands_in_the_tree() -> None:
    text = [path for path in tracked() if path.suffix in {".txt", ".in", ".json", ".toml", ".md", ".yml"}]
    assert [name(path) for path in text if REGISTRIES.search(path.read_text())] == []


def test_each_of_these_checks_can_fail() -> None:
    long = "def f():\n" + "    pass\n" * 60
    assert long_functions(ast.parse(long)) == ["f"]
    assert too_long("\n" * 401)
    assert LEFTOVERS.search("# TODO later")
    assert "django.db.models.signals" in imports(ast.parse("from django.db.models.signals import post_save"))
    assert INLINE.search('<p style="color:red">')
    assert INLINE.search("<script>alert(1)</script>")
    assert INLINE.search('<a onclick="x()">')
    assert not INLINE.search('<script src="x.js"></script>')
    assert REGISTRIES.search("https://files." + "pythonhosted.org/x")
