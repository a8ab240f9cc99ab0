"""The maker of examples/region: the answers of a fictitious region of 40 countries, the same bytes whenever it is run.

No such country exists, and nothing is said of one that does: names and codes are invented (the codes are of those that
ISO 3166-1 leaves to its users), and every answer is drawn by chance from a seed.

    python examples/make_region.py [FOLDER]
"""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final, TypeVar

from cpch_cli import yaml_text
from cpch_cli.answers_file import parse_answers
from cpch_cli.core.joint import reconciled, to_settle
from cpch_cli.core.model import NOT_APPLICABLE, UNKNOWN, Answer, Diagnostic, Question, Sheet, plain
from cpch_cli.diagnostic_file import load_diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SEED: Final = "cpch region"
HERE: Final = Path(__file__).parent / "region"
LATEST, EARLIER = 2026, 2024
MADE: Final = "Written by examples/make_region.py."

Data = dict[str, Any]
Drawn = TypeVar("Drawn")


# --- the countries ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Country:
    """A country, and which files there are of it.

    Attributes:
        agencies: who answered; `joint` beside others is the file of their joint session.
        earlier: it answered two years before as well.
        draft: it has come only so far: the number of domains that are begun.
        domains: the domains that it was asked about; all where none is named.
        by_hand: written by hand: levels alone.
        not_applicable: the questions that do not apply there.
    """

    name: str
    code: str
    region: str
    agencies: tuple[str, ...] = ("customs",)
    language: str = "en"
    earlier: bool = False
    draft: int | None = None
    domains: tuple[str, ...] = ()
    by_hand: bool = False
    not_applicable: tuple[str, ...] = ()


NORTH, PLAINS, ISLES, SOUTH = "Northern Coast", "Inner Plains", "Eastern Isles", "Southern Range"
BOTH: Final = ("customs", "police")
SETTLED: Final = (*BOTH, "joint")
WORKSHOP: Final = ("joint",)
POLICE: Final = ("police",)
NO_COAST: Final = ("risk.advance_data",)
NO_PORT: Final = (*NO_COAST, "operations.mixed_units")
ONE_POST: Final = ("governance.local",)
NO_TECHNIQUES: Final = ("legal.special_techniques", "investigation.controlled_delivery")

COUNTRIES: Final = (
    Country("Brevonia", "QNA", NORTH, WORKSHOP, language="fr", earlier=True),
    Country("Drovenholm", "QNB", NORTH),
    Country("Ervalund", "QNC", NORTH, WORKSHOP, earlier=True),
    Country("Haldmark", "QND", NORTH, BOTH),
    Country("Jorvania", "QNE", NORTH, POLICE),
    Country("Kaldoran", "QNF", NORTH, SETTLED),
    Country("Morvesund", "QNG", NORTH, draft=7),
    Country("Norvane", "QNH", NORTH, WORKSHOP),
    Country("Oskervia", "QNI", NORTH, earlier=True),
    Country("Skarneth", "QNJ", NORTH, by_hand=True),
    Country("Tessmark", "QNK", NORTH, BOTH),
    Country("Ulverin", "QNL", NORTH, not_applicable=("investigation.handover",)),
    Country("Velsund", "QNM", NORTH, domains=("exchange", "risk", "operations", "technology")),
    Country("Wexholm", "QNN", NORTH, POLICE),
    Country("Belkhara", "QPA", PLAINS, not_applicable=NO_PORT),
    Country("Dorvanis", "QPB", PLAINS, WORKSHOP, earlier=True),
    Country("Karthesia", "QPC", PLAINS, BOTH, not_applicable=NO_COAST),
    Country("Lumetria", "QPD", PLAINS, not_applicable=NO_TECHNIQUES),
    Country("Mirveth", "QPE", PLAINS, POLICE, earlier=True),
    Country("Osmaria", "QPF", PLAINS, SETTLED),
    Country("Polmeria", "QPG", PLAINS, draft=5),
    Country("Quendara", "QPH", PLAINS, by_hand=True, not_applicable=NO_COAST),
    Country("Rostavia", "QPI", PLAINS, WORKSHOP),
    Country("Sarvenia", "QPJ", PLAINS, language="fr", not_applicable=NO_PORT),
    Country("Tarmegia", "QPK", PLAINS, earlier=True),
    Country("Zemoria", "QPL", PLAINS, BOTH),
    Country("Coralvane", "QTA", ISLES, WORKSHOP),
    Country("Hirameda", "QTB", ISLES, language="es", earlier=True),
    Country("Kimbeya", "QTC", ISLES, language="fr"),
    Country("Lomakai", "QTD", ISLES, not_applicable=ONE_POST),
    Country("Maruhena", "QTE", ISLES, POLICE, language="fr"),
    Country("Nalikea", "QTF", ISLES, draft=9),
    Country("Orilua", "QTG", ISLES, WORKSHOP, not_applicable=ONE_POST),
    Country("Pelunga", "QTH", ISLES, BOTH),
    Country("Tiravau", "QTI", ISLES, not_applicable=("liaison.programmes",)),
    Country("Vahenoa", "QTJ", ISLES, earlier=True),
    Country("Zephalor", "QTK", ISLES, POLICE),
    Country("Andoraza", "QVA", SOUTH, WORKSHOP, language="es"),
    Country("Cordaval", "QVB", SOUTH),
    Country("Punavela", "QVC", SOUTH, language="es", not_applicable=("operations.controls",)),
)
# In the first round Tarmegia answered an earlier version of the diagnostic, in which two questions had other words.
OLD_VERSION: Final = {
    "Tarmegia": {"technology.channel": "5b0e9d21c7743af8", "performance.indicators": "d81f44a06be29c35"}
}


# --- chance -----------------------------------------------------------------------------------------------------------


class Chance:
    """Draws from a seed of its own, so that a change of one country moves no other.

    Only `random()` is used: of all that Python draws with, it alone is promised to stay the same in every version.
    """

    def __init__(self, *seed: object) -> None:
        self._random = Random("/".join(map(str, (SEED, *seed))))  # noqa: S311 - an example, no secret

    def happens(self, share: float) -> bool:
        """Return true in this share of cases, 0 to 1."""
        return self._random.random() < share

    def below(self, count: int) -> int:
        """Return a whole number from 0 to below `count`."""
        return int(self._random.random() * count)

    def one_of(self, choices: Sequence[Drawn]) -> Drawn:
        """Return one of the choices, all equally likely."""
        return choices[self.below(len(choices))]

    def bell(self, width: float) -> float:
        """Return a number around 0, `width` of it the standard deviation: the sum of twelve draws."""
        return width * (sum(self._random.random() for _ in range(12)) - 6)


# --- levels -----------------------------------------------------------------------------------------------------------

# What is common to the region: texts are ahead of their use, and what is young lags behind.
AHEAD: Final = {
    "legal": 0.5,
    "liaison": 0.2,
    "risk": -0.2,
    "technology": -0.3,
    "capacity": -0.4,
    "performance": -0.6,
}
AHEAD_BY_KIND: Final = {"framework": 0.3, "practice": 0.0, "result": -0.4}
TOP, DEFINED, WEAK_UP_TO = 4, 2, 1
# Who looks from one side sees other things than who looks from the other: wide enough for disputes.
EYE: Final = 0.6


def situation(country: Country, diagnostic: Diagnostic) -> dict[str, float]:
    """Return how things stand by question id, about 0 to 4: a country's maturity, its domains, and chance."""
    chance = Chance(country.name, "situation")
    maturity = 0.8 + chance.below(26) / 10
    of_domain = {domain.id: chance.bell(0.45) + AHEAD.get(domain.id, 0) for domain in diagnostic.domains}
    return {
        question.id: maturity + of_domain[question.domain] + AHEAD_BY_KIND[question.kind] + chance.bell(0.55)
        for question in diagnostic.questions
    }


def two_years_before(country: Country, stands: Mapping[str, float]) -> dict[str, float]:
    """Return how things stood: mostly a little worse, here and there better."""
    chance = Chance(country.name, EARLIER)
    gained = 0.3 + chance.below(5) / 10
    return {question: there - gained + chance.bell(0.5) for question, there in stands.items()}


def nearest_level(there: float) -> int:
    """Return the level, 0 to 4, that is nearest to how things stand."""
    return min(max(int(there + 0.5), 0), TOP)


# --- answers ----------------------------------------------------------------------------------------------------------

# What cannot be observed where there is something in writing, where there is nothing at all, and where it is at work.
UNLIKE_DEFINED: Final = frozenset(
    """
    by_letter never_met no_access no_agreement no_budget no_common_risks no_communication no_course no_exchange no_joint_case
    no_order no_post no_review no_rules not_entered separate
    """.split()  # noqa: SIM905 - as lines of words they can be read
)
UNLIKE_ABSENT: Final = frozenset(
    """
    believed_unlawful cancelled donor_dependent early_rotation equipment_unused expert_only foreign_funded headquarters_only
    logs_unchecked managers_only no_action_points no_actions no_data no_decisions no_home_access no_procedures
    no_trained_user not_analysed not_applied not_distributed not_ranked not_updated not_used never_updated office_hours
    on_paper one_author one_direction one_person one_service one_side_absent one_way out_of_date post_vacant posts_unfilled
    posts_vacant profiles_never_changed project_money same_persons statistics_only stopped_with_project
    unknown_to_field users_not_asked waiting_for_permission
    """.split()  # noqa: SIM905
)
UNLIKE_OPERATING: Final = UNLIKE_DEFINED | {
    *(
        "different_definitions",
        "no_data",
        "no_procedures",
        "not_ranked",
        "not_used",
        "on_paper",
        "one_person",
    ),
    *("post_vacant", "posts_unfilled", "profiles_never_changed", "statistics_only", "unknown_to_field"),
}
# By level, 0 to 4.
UNLIKE: Final = (UNLIKE_ABSENT, frozenset[str](), UNLIKE_DEFINED, UNLIKE_OPERATING, UNLIKE_OPERATING)
SHARE_TICKED: Final = (0.7, 0.5, 0.35, 0.06, 0.0)
GRADES: Final = ("none", "statement", "statement", "document", "document", "verified")


def ticked(question: Question, level: int, chance: Chance) -> list[str]:
    """Return the weaknesses observed at a level, 0 to 4: fewer the higher it is."""
    drawn = [weakness.id for weakness in question.weaknesses if chance.happens(SHARE_TICKED[level])]
    return fitting(drawn, level)


def fitting(weaknesses: Iterable[str], level: int) -> list[str]:
    """Return the weaknesses that do not contradict a level, 0 to 4."""
    unlike = UNLIKE[level]
    return [weakness for weakness in weaknesses if weakness not in unlike]


@dataclass(frozen=True)
class Voice:
    """Who answers for a country in one round: what they see, how they work, in which language they write."""

    country: Country
    agency: str
    year: int
    careful: float
    dont_know: float

    @property
    def chance(self) -> Chance:
        """Chance for the answers of this voice."""
        return Chance(self.country.name, self.agency, self.year)


def voice(country: Country, agency: str, year: int = LATEST) -> Voice:
    """Return a voice: some grade no proof at all, and some know more than others."""
    chance = Chance(country.name, agency, "habits")
    return Voice(
        country, agency, year, chance.one_of((0.0, 0.0, 0.4, 0.6, 0.8)), chance.one_of((0.01, 0.03, 0.08))
    )


def answers(who: Voice, stands: Mapping[str, float], diagnostic: Diagnostic) -> Data:
    """Return the answers of a voice by question id, as they stand in its file."""
    chance, country = who.chance, who.country
    eye = 0.0 if len(country.agencies) == 1 else EYE
    asked = country.domains or [domain.id for domain in diagnostic.domains][: country.draft]
    said = {
        question.id: _answer(who, question, nearest_level(stands[question.id] + chance.bell(eye)), chance)
        for question in diagnostic.questions
        if question.domain in asked
    }
    if country.draft:
        # The last of the domains was left in the middle.
        for question in diagnostic.questions_of(asked[-1])[1:]:
            said.pop(question.id)
    return {question: _as_short_as_may_be(answer) for question, answer in said.items()}


def _as_short_as_may_be(answer: Data) -> Data | str:
    return answer["level"] if list(answer) == ["level"] else answer


def _answer(who: Voice, question: Question, level: int, chance: Chance) -> Data:
    country, language = who.country, who.country.language
    if question.id in country.not_applicable:
        return {
            "level": NOT_APPLICABLE,
            "reason": REASONS[question.id][language].format(country=country.name),
        }
    if chance.happens(who.dont_know):
        noted = {"note": chance.one_of(NOT_KNOWN[language])} if chance.happens(0.4) else {}
        return {"level": UNKNOWN, **noted}
    answer: Data = {"level": LEVELS[level]}
    if country.by_hand:
        return answer
    weaknesses = ticked(question, level, chance)
    if weaknesses or level <= DEFINED:
        answer["weaknesses"] = weaknesses
    if chance.happens(who.careful):
        answer |= _proof(question, level, chance, language)
    strength = "weak" if level <= WEAK_UP_TO else "partial" if level == DEFINED else "strong"
    notes = NOTES[language].get((question.id, strength), ())
    if notes and chance.happens(0.6):
        answer["note"] = chance.one_of(notes).format(n=chance.below(7) + 3)
    if "note" in answer and question.id in KEPT and who.agency != "joint":
        answer["handling"] = KEPT[question.id]
    return answer


def _proof(question: Question, level: int, chance: Chance, language: str) -> Data:
    """Return what an answer rests on; on nothing but words where there is nothing to see."""
    grade = chance.one_of(GRADES) if level else "statement"
    titles = TITLES[language]
    if grade in ("document", "verified") and question.id in titles:
        return {
            "evidence": grade,
            "reference": {"title": titles[question.id], "date": _day(chance, LATEST - 3)},
        }
    return {"evidence": grade}


def _day(chance: Chance, year: int) -> dt.date:
    return dt.date(year, 2 + chance.below(5), 1 + chance.below(28))


# --- files ------------------------------------------------------------------------------------------------------------


def file_of(who: Voice, stands: Mapping[str, float], diagnostic: Diagnostic) -> Data:
    """Return what stands in the file of a voice."""
    country, chance = who.country, Chance(who.country.name, who.agency, who.year, "subject")
    conducted = "facilitated" if who.agency == "joint" else "self"
    subject = {
        **_of_country(country),
        **({"domains": list(country.domains)} if country.domains else {}),
        "agency": who.agency,
        "date": _day(chance, who.year),
        "respondents": list(RESPONDENTS[country.language][who.agency]),
        "conducted": chance.one_of((conducted, conducted, "peer")),
        **({"handling": MARKS[country.language]} if chance.happens(0.25) else {}),
    }
    said = answers(who, stands, diagnostic)
    reworded = OLD_VERSION.get(country.name, {}) if who.year == EARLIER else {}
    if reworded:
        words = {**diagnostic.asked, **reworded}
        said = {question: _asked(answer, words[question]) for question, answer in said.items()}
    return _file("0.9" if reworded else diagnostic.version, subject, country.language, said)


def _asked(answer: Data | str, words: str) -> Data:
    """Return an answer that says to which words it was given, as every one does that cpch itself has saved."""
    return {**({"level": answer} if isinstance(answer, str) else answer), "asked": words}


def _of_country(country: Country) -> Data:
    named = {"country": country.name, "country_code": country.code, "region": country.region}
    return {**named, "scope": "national"}


def _file(version: str, subject: Data, language: str, said: Data) -> Data:
    return {
        "format": "cpch-answers/1",
        "diagnostic": {"id": "cpch", "version": version},
        "subject": subject,
        "language": language,
        "answers": said,
    }


def settled(country: Country, voices: Mapping[str, Sheet], diagnostic: Diagnostic) -> Data:
    """Return the joint file: what follows from the voices, and what the joint session agreed on for the rest."""
    chance = Chance(country.name, "session")
    empty = Sheet.model_validate({"format": "cpch-answers/1", "language": country.language})
    joint = reconciled(diagnostic, empty, voices)
    agreed = {
        question: _agreed(joint.answers[question], chance, diagnostic, question)
        for question in to_settle(diagnostic, joint)
    }
    said = plain(joint.with_answers({**joint.answers, **agreed}))["answers"]
    subject = {
        **_of_country(country),
        "agency": "joint",
        "date": dt.date(LATEST, 9, 1 + chance.below(28)),
        "respondents": list(RESPONDENTS[country.language]["joint"]),
        "conducted": "facilitated",
    }
    return _file(diagnostic.version, subject, country.language, said)


def _agreed(open_answer: Answer, chance: Chance, diagnostic: Diagnostic, question: str) -> Answer:
    """Return an answer on which a session agreed: the lower of the levels given, or the one above it; a single one stands."""
    given = [
        each
        for each in (open_answer.voices or {}).values()
        if isinstance(each, Answer) and each.level in LEVELS
    ]
    lowest = min(LEVELS.index(str(each.level)) for each in given)
    is_disputed = len(given) > 1
    agreed = lowest + (chance.below(2) if is_disputed else 0)
    seen = {weakness for each in given for weakness in each.weaknesses or ()}
    known = [weakness.id for weakness in diagnostic.question[question].weaknesses if weakness.id in seen]
    settlement: Data = {
        "level": LEVELS[agreed],
        "weaknesses": fitting(known, agreed),
        "reason": chance.one_of(AGREED_BECAUSE if is_disputed else AGREED_BY_ONE),
    }
    if chance.happens(0.5):
        settlement["agreed"] = ["Customs", "Police"]
    return Answer.model_validate({**plain(open_answer), **settlement})


def region(diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
    """Yield name and content of every file, in the order of the countries."""
    for country in COUNTRIES:
        stands = situation(country, diagnostic)
        if country.earlier:
            who = voice(country, country.agencies[0], EARLIER)
            yield _written(file_of(who, two_years_before(country, stands), diagnostic))
        voices: dict[str, Sheet] = {}
        for agency in country.agencies:
            if voices and agency == "joint":
                data = settled(country, voices, diagnostic)
            else:
                data = file_of(voice(country, agency), stands, diagnostic)
            name, text = _written(data)
            voices[agency] = parse_answers(text, name, diagnostic, as_json=False).sheet
            yield name, text


def _written(data: Data) -> tuple[str, str]:
    subject = data["subject"]
    name = f"{subject['country'].lower()}-{subject['agency']}-{subject['date'].year}.yaml"
    return name, f"# {subject['country']} is a fictitious country. {MADE}\n\n{yaml_text.write(data)}"


def write(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    """Write the files into a folder, and remove what an earlier run left there."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.yaml"):
        if MADE in old.read_text("utf-8").partition("\n")[0]:
            old.unlink()
    for name, text in files:
        (folder / name).write_bytes(text.encode())


# --- words ------------------------------------------------------------------------------------------------------------

LEVELS: Final = ("absent", "ad_hoc", "defined", "operating", "institutionalised")
MARKS: Final = {"en": "Restricted", "fr": "Diffusion restreinte", "es": "Difusión limitada"}
KEPT: Final = {"investigation.financial": "own_service", "performance.integrity": "national"}
RESPONDENTS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "en": {
        "customs": ("Head of customs enforcement", "Head of the customs risk analysis section"),
        "police": ("Head of the border police", "Head of the organised crime division"),
        "joint": (
            "Head of customs enforcement",
            "Head of the border police",
            "Prosecutor in charge of border cases",
        ),
    },
    "fr": {
        "customs": ("Chef de la lutte contre la fraude", "Chef du bureau de l'analyse de risque"),
        "police": ("Chef de la police aux frontières", "Chef de la division de la criminalité organisée"),
        "joint": ("Chef de la lutte contre la fraude douanière", "Chef de la police aux frontières"),
    },
    "es": {
        "customs": ("Jefa de fiscalización aduanera", "Jefe de la unidad de análisis de riesgos"),
        "police": ("Jefe de la policía de fronteras", "Jefa de la división contra el crimen organizado"),
        "joint": ("Jefa de fiscalización aduanera", "Jefe de la policía de fronteras"),
    },
}
REASONS: Final[Mapping[str, Mapping[str, str]]] = {
    "legal.special_techniques": {
        "en": "The criminal procedure law of {country} does not know these techniques."
    },
    "investigation.controlled_delivery": {"en": "Not allowed by law; see question 1.4."},
    "investigation.handover": {"en": "Customs of {country} takes its cases to court itself."},
    "governance.local": {"en": "{country} has one border post, at the port."},
    "risk.advance_data": {
        "en": "{country} has no coast, and no international flights land there.",
        "fr": "{country} n'a pas de côte et n'accueille aucun vol international.",
    },
    "operations.mixed_units": {
        "en": "{country} has no port, and its airport serves inland flights only.",
        "fr": "{country} n'a pas de port, et son aéroport ne dessert que des lignes intérieures.",
    },
    "operations.controls": {"es": "En {country} la policía no tiene funciones en los puestos fronterizos."},
    "liaison.programmes": {"en": "No programme has been offered to {country} so far."},
}
NOT_KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "The other service has been asked.",
        "Nobody in the room could say.",
        "To be asked at the three main posts.",
    ),
    "fr": ("La question a été posée à l'autre service.",),
    "es": ("Se consultó al otro servicio.",),
}
AGREED_BECAUSE: Final = (
    "The documents were laid on the table; they carry this level and no more.",
    "One service spoke of headquarters and the other of the posts. The posts decide.",
    "It was so until last year, and both services agree that it has lapsed since.",
    "Both had read the level differently. With its text in hand both came to this.",
)
AGREED_BY_ONE: Final = (
    "The other service had no figures of its own and takes this over.",
    "Shown to the other service at the session; it has nothing to add.",
)
TITLES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "legal.instrument": "Memorandum of understanding between customs and police",
        "governance.steering": "Minutes of the steering committee",
        "exchange.requests": "Register of requests for information",
        "risk.register": "Register of common risks",
        "liaison.contacts": "List of points of contact",
        "operations.joint": "Order of the last joint operation",
        "capacity.training": "Joint training plan",
        "performance.data_protection": "Rules on shared data",
    },
    "fr": {
        "legal.instrument": "Protocole d'accord entre la douane et la police",
        "governance.steering": "Procès-verbaux du comité de pilotage",
        "liaison.contacts": "Liste des points de contact",
    },
    "es": {
        "legal.instrument": "Memorando de entendimiento entre aduana y policía",
        "governance.steering": "Actas del comité directivo",
        "liaison.contacts": "Lista de puntos de contacto",
    },
}
# By question and by how good the answer is; {n} is a number from 3 to 9.
NOTES: Final[Mapping[str, Mapping[tuple[str, str], tuple[str, ...]]]] = {
    "en": {
        ("legal.instrument", "weak"): (
            "A draft has been with both legal services for {n} months.",
            "The letters of the former heads are still quoted, but bind nobody.",
        ),
        ("legal.instrument", "partial"): ("Signed. Of {n} posts we called, one had a copy.",),
        ("legal.instrument", "strong"): (
            "In use at all posts; {n} hand-overs were made under it last quarter.",
        ),
        ("legal.disclosure", "weak"): ("The customs law names no exception for the police.",),
        ("legal.disclosure", "strong"): (
            "Officers at {n} posts could say what they may share and with whom.",
        ),
        ("governance.steering", "weak"): (
            "The heads met after the incident in the free zone, and not since.",
        ),
        ("governance.steering", "partial"): (
            "Four meetings a year are laid down; we found the minutes of one.",
        ),
        ("governance.local", "weak"): ("It works at one post, where the two heads went to school together.",),
        ("governance.local", "strong"): ("A local arrangement hangs in the duty room of {n} posts.",),
        ("governance.deconfliction", "weak"): (
            "Twice in a year both teams met at the same warehouse by surprise.",
        ),
        ("exchange.mechanisms", "weak"): ("People telephone when they know each other.",),
        ("exchange.mechanisms", "partial"): ("The other side came to {n} of the last twelve meetings.",),
        ("exchange.requests", "weak"): ("A request goes by letter through both heads; about {n} weeks.",),
        ("exchange.requests", "strong"): ("The register shows a reply within {n} days in most cases.",),
        ("exchange.spontaneous", "weak"): ("We read of the seizure at the port in the newspaper.",),
        ("risk.cooperation", "weak"): (
            "Each service has its own profiles; they have never been laid side by side.",
        ),
        ("risk.cooperation", "partial"): (
            "The weekly call is ordered in writing; {n} were held in half a year.",
        ),
        ("risk.cooperation", "strong"): ("{n} joint profiles are live and were revised this year.",),
        ("risk.feedback", "weak"): (
            "Controls without result are not recorded, so nobody knows the hit rate.",
        ),
        ("investigation.handover", "weak"): ("At night there is nobody to take the case over.",),
        ("investigation.handover", "strong"): (
            "The prosecutor lost no case over the chain of custody last year.",
        ),
        ("investigation.financial", "weak"): ("Cash was returned against a fine in {n} cases.",),
        ("liaison.contacts", "weak"): ("{n} of the numbers on the list were out of service.",),
        ("liaison.contacts", "strong"): (
            "A test call at two in the morning was answered at all posts but one.",
        ),
        ("liaison.meetings", "partial"): ("Meetings are held, but the same {n} persons attend.",),
        ("operations.joint", "weak"): ("The other service was told on the morning of the operation.",),
        ("operations.joint", "partial"): (
            "An order is written; the debriefing falls to the end of the shift.",
        ),
        ("operations.equipment", "weak"): (
            "Two scanners stand side by side, and each service pays for its own.",
        ),
        ("technology.interpol_access", "weak"): ("A check is asked for by letter and takes {n} days.",),
        ("technology.interpol_access", "strong"): ("Searches are made at {n} posts within minutes.",),
        ("technology.channel", "weak"): ("Photographs go through private telephones.",),
        ("capacity.training", "weak"): ("The only joint course was paid for by a partner and not repeated.",),
        ("capacity.training", "strong"): ("{n} courses a year, with equal numbers from both services.",),
        ("capacity.budget", "weak"): ("There is no line for it; fuel is begged for.",),
        ("performance.indicators", "weak"): ("Only seizures are counted, and some of them twice.",),
        ("performance.data_protection", "weak"): ("One password is shared by the {n} officers of a shift.",),
        ("performance.integrity", "weak"): ("A leak was suspected last year, and nobody knew whom to tell.",),
    },
    "fr": {
        ("legal.instrument", "weak"): ("Le projet est chez les juristes des deux services depuis {n} mois.",),
        ("legal.instrument", "partial"): ("Signé. Sur {n} postes appelés, un seul en avait copie.",),
        ("legal.instrument", "strong"): (
            "Appliqué dans tous les postes\u202f; {n} remises d'affaires au dernier trimestre.",
        ),
        ("legal.disclosure", "weak"): ("Le code des douanes ne prévoit aucune exception pour la police.",),
        ("governance.steering", "partial"): (
            "Quatre réunions par an sont prévues\u202f; nous n'avons trouvé qu'un procès-verbal.",
        ),
        ("exchange.mechanisms", "weak"): ("On se téléphone quand on se connaît.",),
        ("exchange.requests", "weak"): (
            "La demande passe par les deux directions\u202f; il faut environ {n} semaines.",
        ),
        ("risk.cooperation", "weak"): ("Chaque service a ses profils, jamais comparés à ceux de l'autre.",),
        ("risk.cooperation", "partial"): (
            "Le point hebdomadaire est prescrit\u202f; {n} ont eu lieu en six mois.",
        ),
        ("investigation.handover", "weak"): ("La nuit, personne ne peut reprendre l'affaire.",),
        ("liaison.contacts", "weak"): ("{n} numéros de la liste n'étaient plus en service.",),
        ("operations.joint", "weak"): ("L'autre service a été prévenu le matin même.",),
        ("technology.interpol_access", "weak"): (
            "La vérification se demande par courrier et prend {n} jours.",
        ),
        ("capacity.training", "weak"): (
            "Le seul stage commun, payé par un partenaire, n'a pas été renouvelé.",
        ),
        ("performance.indicators", "weak"): ("Seules les saisies sont comptées, certaines deux fois.",),
    },
    "es": {
        ("legal.instrument", "weak"): ("El borrador está desde hace {n} meses en las asesorías jurídicas.",),
        ("legal.instrument", "partial"): ("Firmado. De {n} puestos consultados, uno tenía copia.",),
        ("legal.instrument", "strong"): (
            "Se aplica en todos los puestos; {n} entregas de casos en el último trimestre.",
        ),
        ("legal.disclosure", "weak"): ("La ley de aduanas no prevé ninguna excepción para la policía.",),
        ("governance.steering", "partial"): (
            "Se prevén cuatro reuniones al año; encontramos el acta de una sola.",
        ),
        ("exchange.mechanisms", "weak"): ("Se llaman por teléfono quienes se conocen.",),
        ("exchange.requests", "weak"): ("La solicitud pasa por ambas direcciones y tarda unas {n} semanas.",),
        ("risk.cooperation", "weak"): ("Cada servicio tiene sus perfiles y nunca se han comparado.",),
        ("risk.cooperation", "partial"): ("La llamada semanal está ordenada; hubo {n} en medio año.",),
        ("investigation.handover", "weak"): ("De noche no hay quien se haga cargo del caso.",),
        ("liaison.contacts", "weak"): ("{n} números de la lista ya no funcionan.",),
        ("operations.joint", "weak"): ("Al otro servicio se le avisó esa misma mañana.",),
        ("technology.interpol_access", "weak"): ("La consulta se pide por carta y tarda {n} días.",),
        ("capacity.training", "weak"): ("El único curso conjunto lo pagó un socio y no se repitió.",),
        ("performance.indicators", "weak"): ("Solo se cuentan las incautaciones, algunas dos veces.",),
    },
}


if __name__ == "__main__":
    write(Path(sys.argv[1]) if sys.argv[1:] else HERE, list(region(load_diagnostic())))
