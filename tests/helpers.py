"""Build tiny diagnostics and answers from plain data, for all tests.

Numbers and flags may be written as such: the builders turn them into the text that a reader of files would give. What
a test does not say gets a value that the method does not look at.
"""

from collections.abc import Mapping
from typing import Any

from cpch_cli.core.assess import Assessment, assess
from cpch_cli.core.model import NOT_APPLICABLE, UNKNOWN, Answer, Diagnostic
from cpch_cli.core.scoring import DomainScore

Data = dict[str, Any]
# An answer in its short form, or as a mapping; an integer is a value of the question's scale.
Said = str | int | Mapping[str, Any]

LEVELS = ("absent", "ad_hoc", "defined", "operating", "institutionalised")


def as_read(data: Any) -> Any:
    """Return plain data as a reader of files gives it: every scalar as text."""
    match data:
        case Mapping():
            return {key: as_read(value) for key, value in data.items()}
        case list() | tuple():
            return [as_read(value) for value in data]
        case bool():
            return "true" if data else "false"
        case int() | float():
            return str(data)
        case _:
            return data


def scale(*values: str | int, ids: tuple[str, ...] = LEVELS) -> list[Data]:
    """Return a scale with these values, lowest first; its levels bear the ids of maturity unless others are given."""
    named = zip(ids, values, strict=False)
    return [{"id": name, "value": value, "title": name, "text": f"{name}."} for name, value in named]


def question(question_id: str, **keys: Any) -> Data:
    """Return a question of the domain that its id begins with: a practice question on the scale maturity."""
    return {
        "id": question_id,
        "number": "1",
        "domain": question_id.partition(".")[0],
        "source": "project",
        "kind": "practice",
        "text": f"{question_id}?",
        "why": "Because.",
        "scale": "maturity",
        **keys,
    }


def weakness(weakness_id: str, *solutions: str) -> Data:
    """Return a weakness that has these solutions."""
    return {"id": weakness_id, "source": "project", "text": f"{weakness_id}.", "solutions": list(solutions)}


def solution(solution_id: str, **keys: Any) -> Data:
    """Return a solution of effort 1 that needs and raises nothing."""
    return {
        "id": solution_id,
        "source": "project",
        "title": solution_id,
        "steps": ["Do it."],
        "first_step": "Begin.",
        "done_when": "It is done.",
        "who": ["customs"],
        "effort": 1,
        "horizon": "quick",
        **keys,
    }


def resource(resource_id: str, **keys: Any) -> Data:
    """Return a resource whose address was not checked."""
    return {
        "id": resource_id,
        "title": resource_id,
        "owner": "WCO",
        "customs": "Use it.",
        "police": "Use it.",
        "url": "https://example.org/",
        "checked": False,
        **keys,
    }


def rule(rule_id: str, when: Data, *recommend: str, **keys: Any) -> Data:
    """Return a rule that recommends these solutions."""
    return {"id": rule_id, "when": when, "recommend": list(recommend), "because": "So it is.", **keys}


def diagnostic_data(*questions: Data, **keys: Any) -> Data:
    """Return a diagnostic of these questions as a reader gives it: their domains, and the scale maturity (0 to 4)."""
    domains = dict.fromkeys(each["domain"] for each in questions)
    return {
        "format": "cpch-diagnostic/1",
        "id": "tiny",
        "version": "1.0",
        "title": "Tiny",
        "domains": [{"id": domain, "title": domain} for domain in domains],
        "questions": as_read(questions),
        **as_read(keys),
        "scales": as_read({"maturity": scale(0, 1, 2, 3, 4), **keys.get("scales", {})}),
    }


def diagnostic(*questions: Data, **keys: Any) -> Diagnostic:
    """Return a diagnostic of these questions; see `diagnostic_data`."""
    return Diagnostic.model_validate(diagnostic_data(*questions, **keys))


def settled(of: Diagnostic, said: Mapping[str, Said]) -> dict[str, Answer]:
    """Return answers as the core wants them: by question id, with each level as its id."""
    return {question_id: _settled(of, question_id, one) for question_id, one in said.items()}


def _settled(of: Diagnostic, question_id: str, said: Said) -> Answer:
    keys = as_read(dict(said) if isinstance(said, Mapping) else {"level": said})
    written = keys.get("level")
    if written not in (None, UNKNOWN, NOT_APPLICABLE) and question_id in of.question:
        level = of.level(question_id, written)
        assert level, f"{question_id} has no level {written}"
        keys["level"] = level.id
    return Answer.model_validate(keys)


def assessed(of: Diagnostic, said: Mapping[str, Said], **options: Any) -> Assessment:
    """Return the assessment of what was said; options are those of `assess`."""
    return assess(of, settled(of, said), **options)


def only_domain(assessment: Assessment) -> DomainScore:
    """Return the score of the only domain."""
    (score,) = assessment.domains
    return score
