import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "console", "flows", "insight", "sayso", "storage", "workers")
SOURCES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
PURE = [path for path in SOURCES if path.relative_to(ROOT).parts[0] in ("flows", "insight")]


PLAIN = ("flow_checks", "flow_schema", "playing", "reading")


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """What imports what, and which libraries."""
    return grimp.build_graph(*PACKAGES, include_external_packages=True, cache_dir=None)


def imported_within_functions(tree: ast.Module) -> Iterator[str]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import):
                    yield from (alias.name for alias in node.names)
                elif isinstance(node, ast.ImportFrom):
                    yield node.module or ""


def test_import_contracts_are_kept() -> None:
    kept = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)

    assert kept == EXIT_STATUS_SUCCESS


def test_no_modules_import_each_other_in_a_circle(graph: grimp.ImportGraph) -> None:
    TopologicalSorter(
        {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    ).prepare()


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(ROOT)))
def test_pure_module_opens_and_prints_nothing(path: Path) -> None:
    called = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }

    assert called & {"open", "input", "print", "exec", "eval", "__import__"} == set()


def test_our_own_modules_are_imported_at_the_top() -> None:
    indented = re.compile(rf"^[^\n]+\b(?:from|import)\s+(?:{'|'.join(PACKAGES)})\b", re.M)
    late = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in SOURCES
        if indented.search(path.read_text("utf-8"))  # only these are worth reading as a tree
        for name in imported_within_functions(ast.parse(path.read_text("utf-8")))
        if name.split(".")[0] in PACKAGES
    ]

    assert late == []


def test_only_modules_that_docs_name_talk_to_redis() -> None:
    page = (ROOT / "docs" / "how-to" / "develop.md").read_text("utf-8")
    talking = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if re.search(
            r"^(?:from|import) (?:redis|rq)\b(?!.* import Redis(?:Error)?$)",
            path.read_text("utf-8"),
            re.M,
        )
    ]

    assert [name for name in talking if name not in page] == []


def test_package_inits_hold_no_objects() -> None:
    full = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.name == "__init__.py" and len(ast.parse(path.read_text("utf-8")).body) > 1
    ]

    assert full == []


def test_modules_are_named_for_what_they_hold() -> None:
    empty_names = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}

    assert [path.stem for path in SOURCES if path.stem in empty_names] == []


def test_only_commands_that_ask_carriers_load_their_clients(graph: grimp.ImportGraph) -> None:
    asking = {"connecting", "demoing", "doctoring", "grouping", "lane_working"}
    loading = graph.find_downstream_modules("twilio") | graph.find_downstream_modules("telegram")

    assert {name.rpartition(".")[2] for name in loading if "sayso.commands." in name} == asking


@pytest.mark.parametrize("name", ["cli", *(f"commands.{one}" for one in PLAIN)])
def test_what_needs_no_database_loads_none(graph: grimp.ImportGraph, name: str) -> None:
    loaded = graph.find_upstream_modules(f"sayso.{name}")

    assert loaded & {"sqlalchemy", "psycopg", "redis", "numpy", "starlette"} == set()
