"""The shape holds: the core is pure, imports go one way, one library is known to one module."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import cpch_cli

SOURCE = Path(cpch_cli.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))
# All that the core may import: itself, pydantic, and what is pure of the standard library.
PURE = {
    *("calendar", "cpch_cli", "pydantic", "pydantic_core"),
    *(
        "bisect",
        "collections",
        "dataclasses",
        "datetime",
        "difflib",
        "enum",
        "fractions",
        "functools",
        "hashlib",
    ),
    *("itertools", "json", "math", "operator", "re", "types", "typing", "unicodedata"),
}
CLOCK = {"now", "today", "utcnow"}
HOME_OF = {
    "questionary": ("prompts.py",),
    "prompt_toolkit": ("prompts.py",),
    "rich": ("console.py", "batch/progress.py"),
    "jinja2": ("render/html.py",),
    "markupsafe": ("render/html.py",),
    "docx": ("render/word.py",),
    "highspy": ("cheapest.py",),
    # The engines of tables: what they read, and what they work out.
    "ibis": (
        "batch/batches.py",
        "batch/cells.py",
        "batch/columns.py",
        "batch/engines.py",
        "batch/long_table.py",
        "batch/method.py",
        "batch/raw_table.py",
        "batch/relation.py",
        "batch/table_sheets.py",
        "batch/table_work.py",
        "batch/tables.py",
        "batch/verdicts.py",
        "batch/wide_table.py",
    ),
    "icalendar": ("render/calendar_file.py",),
    "openpyxl": ("render/excel.py", "render/excel_chart.py"),
    "pyarrow": ("batch/batches.py", "batch/raw_table.py", "batch/table_work.py"),
    "pyspark": ("batch/engines.py",),
    # A whole document, and pictures of single bars for Word.
    "typst": ("render/pdf.py", "render/pictures.py"),
    # Its commands, their options, and its help in other languages.
    "typer": ("cli.py", "options.py", "usage.py"),
    "yaml": ("yaml_text.py",),
}
# Read from top to bottom; a module of the core imports only those before it.
ORDER = (
    *(
        "__init__",
        "text",
        "problems",
        "model",
        "overlay",
        "reading",
        "sheet",
        "assumption",
        "release",
        "plan",
        "slots",
        "steps",
        "conditions",
        "routing",
        "ranks",
        "scoring",
        "voices",
        "joint",
        "words",
    ),
    *("assess", "check", "interview", "outcome"),
    *(
        "coded",
        "table_cells",
        "standing",
        "consolidation",
        "group_fields",
        "rounds",
        "subjects",
        "suppression",
        "grouping",
    ),
    *("projection", "target", "roadmap", "planned"),
    *("report", "rows", "result_columns", "answer_rows", "roadmap_report"),
    *("compare", "compare_voices", "compare_rounds", "comparison_report", "comparison_rows"),
    *("movements", "counting", "consolidate", "consolidation_report"),
    *("schemas", "document"),
    *(
        "conditions_in_words",
        "phrases",
        "view_assumed",
        "batch_view",
        "view_standing",
        "view_advice",
        "view_answers",
        "view_findings",
        "view_follow_up",
        "view_action_plan",
        "view_head",
        "view_method",
        "view_overview",
        "view_compare",
        "view_voices",
        "view_rounds",
        "view_roadmap",
        "view_calendar",
        "view_workbook",
        "view_many",
        "view_subjects",
        "view_common",
        "view_consolidation",
        "view_consolidation_workbook",
        "view",
    ),
    *("changes", "lift", "why", "explain", "blank_form", "view_why"),
)


def imports(module: Path) -> Iterator[str]:
    """Yield the full names of the modules that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name(module: Path) -> str:
    """Return a module's path inside the package."""
    return module.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("module", [path for path in MODULES if path.parent.name == "core"], ids=name)
def test_core_is_pure(module: Path) -> None:
    """The core imports itself, pydantic and what is pure of the standard library, and nothing of the edges."""
    imported = [full.split(".") for full in imports(module)]
    called = {
        node.func.attr
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }

    assert set() == called & CLOCK
    assert set() == {parts[0] for parts in imported} - PURE
    assert [] == [parts for parts in imported if parts[0] == "cpch_cli" and parts[1] != "core"]


def test_every_module_of_the_core_has_its_place() -> None:
    """The order that modules are read in names each of them once."""
    assert sorted(ORDER) == sorted(path.stem for path in (SOURCE / "core").glob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_one_library_one_module(module: Path) -> None:
    """Each library is known to one module alone, or to few."""
    foreign = {full.split(".")[0] for full in imports(module)} & set(HOME_OF)

    assert set() == {library for library in foreign if name(module) not in HOME_OF[library]}


@pytest.mark.parametrize("position", range(len(ORDER)), ids=ORDER)
def test_core_is_read_downwards(position: int) -> None:
    """A module of the core imports none that comes after it."""
    module = SOURCE / "core" / f"{ORDER[position]}.py"
    imported = {full.split(".")[2] for full in imports(module) if full.startswith("cpch_cli.core.")}

    assert set() == imported & set(ORDER[position:])


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_first_line_says_what_belongs_there(module: Path) -> None:
    """Every file opens with what belongs there."""
    assert module.read_text("utf-8").startswith('"""')
