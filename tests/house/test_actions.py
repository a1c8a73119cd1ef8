"""Writing happens in `actions.py` only: decorated, actor first, ending in an event."""

import ast
from pathlib import Path

from tests.house.tree import functions, name, parsed, python_files

WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
ACTIONS = {"actions.py", "agreeing.py", "undoing.py", "merging.py"}
MAY_WRITE = ACTIONS | {"drafts.py", "index.py"}  # an index only repeats what actions wrote
# The kernel carries the writing of all; an account manager is how Django makes an account for an action.
ALSO_WRITE = {f"kortelijn/kernel/{file}.py" for file in ("events", "access", "kept", "lifecycle", "retention")} | {
    "kortelijn/parties/models.py",
    "kortelijn/understanding/training.py",  # writes arrays to files, no rows
    "kortelijn/directory/absorbing.py",
    "kortelijn/directory/organizations.py",  # a merge, in one transaction
}
# Whose event another action writes, and which.
RECORDED_ELSEWHERE = {
    "count_search": "an event would tell who asked",
    "merge_parties": "directory.merge_organizations writes organization.merged",
    "count_choice": "an event would tell who looked",
    "open_task": "whoever opens a task records why",
    "restart_clock": "the attempt or appointment that restarts it is recorded",
    "register_resident": "referral.sent tells for whom",
    "keep_longer": "the event of the outcome",
    "update_reach": "referral.sent tells for whom",
    "hand_over": "tasks.ask_handover writes handover.asked",
    "ask_sender": "the attempt, the return or the move that asks is recorded",
    "end": "the outcome is recorded",
    "remember_step": "the attempt or the outcome is recorded",
    "stop_asking": "the outcome, the number or the yes is recorded",
    "accept_line": "tasks.accept_handover writes handover.accepted",
    "pass_on": "tasks.ask_handover writes handover.asked",
    "keep_revisions": "the action that edits an entry records it",
    "give_consent": "referral.sent tells that consent was given",
    "remember_source": "directory.imported tells from where",
    "tell_progress": "keep_figures tells that the network was measured",
    "observe": "the referral, the meeting or the walk at which people met is recorded",
}


def is_action(function: ast.FunctionDef) -> bool:
    return any(isinstance(one, ast.Name) and one.id == "action" for one in function.decorator_list)


def public_functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


def undecorated(tree: ast.Module) -> list[str]:
    return [function.name for function in public_functions(tree) if not is_action(function)]


def without_actor_first(tree: ast.Module) -> list[str]:
    return [f.name for f in public_functions(tree) if not f.args.args or f.args.args[0].arg != "actor"]


def calls(function: ast.AST) -> set[str]:
    nodes = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def silent(tree: ast.Module) -> list[str]:
    """Actions that reach no `record(...)`, themselves or through a function of the same file."""
    helpers = {function.name: calls(function) for function in functions(tree)}

    def records(called: set[str], seen: frozenset[str] = frozenset()) -> bool:
        ours = (called & set(helpers)) - seen
        return bool({"record", "record_all"} & called) or any(records(helpers[one], seen | ours) for one in ours)

    return [f.name for f in public_functions(tree) if is_action(f) and not records(calls(f) - {f.name})]


def writers(tree: ast.AST) -> list[str]:
    """Calls that write rows: `objects.create(...)`, `something.save()` and their kin."""
    found = [n.func for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    return [
        f"{node.attr}:{node.lineno}"
        for node in found
        if node.attr in WRITES
        and (node.attr != "save" or not _is_not_a_row(node))
        and (node.attr not in {"delete", "create"} or "objects" in ast.unparse(node.value))
    ]


def _is_not_a_row(node: ast.Attribute) -> bool:
    """A QR code, a picture and a workbook are saved too; a row is saved by its own name."""
    return ast.unparse(node.value).startswith(("segno", "Image.Image"))


def action_files() -> list[Path]:
    return [
        path for path in python_files() if path.name in ACTIONS and path.parent.name not in {"kernel", "forms", "views"}
    ]


def test_every_public_function_in_actions_is_an_action_with_the_actor_first() -> None:
    assert len(action_files()) >= 6
    wrong = {name(path): undecorated(parsed(path)) + without_actor_first(parsed(path)) for path in action_files()}
    assert {path: names for path, names in wrong.items() if names} == {}


def test_every_action_records_an_event() -> None:
    quiet = [one for path in action_files() for one in silent(parsed(path)) if one not in RECORDED_ELSEWHERE]
    assert quiet == []


def may_write(path: Path) -> bool:
    return path.name in MAY_WRITE or name(path) in ALSO_WRITE or path.parent.name in {"config", "demo"}


def test_rows_are_written_in_actions_only() -> None:
    wrong = {name(path): writers(parsed(path)) for path in python_files() if not may_write(path)}
    assert {path: lines for path, lines in wrong.items() if lines} == {}


def test_a_bad_actions_file_is_found() -> None:
    bad = ast.parse("""
def send(referral):
    Referral.objects.create()

@action
def hush(actor, referral):
    referral.save()

@action
def good(actor, referral):
    _tell(actor)

def _tell(actor):
    record(actor)
""")
    assert undecorated(bad) == ["send"]
    assert without_actor_first(bad) == ["send"]
    assert silent(bad) == ["hush"]
    assert len(writers(bad)) == 2
