"""What the program says of the examples equals what a person reckons on paper."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cpch_cli import yaml_text
from program import EXAMPLES, cpch

BY_HAND: dict[str, Any] = yaml_text.read(
    (Path(__file__).parent / "cases" / "by_hand.yaml").read_text("utf-8")
).data
DOMAINS = [(country, domain) for country in BY_HAND for domain in BY_HAND[country]["domains"]]
EVIDENCED = [
    (country, domain)
    for country in BY_HAND
    for domain in BY_HAND[country].get("evidenced", {"domains": {}})["domains"]
]


@pytest.fixture(scope="module")
def reports() -> dict[str, Any]:
    """Make the JSON report of every example, by the program."""
    return {
        country: json.loads(cpch("report", EXAMPLES / f"{country}.yaml", "-f", "json").stdout)
        for country in BY_HAND
    }


def number(written: str | None) -> float | int | None:
    """Return a number as it was written by hand, a fraction or a whole one, as JSON carries it."""
    return None if written is None else float(Fraction(written))


def compare(by_hand: dict[str, Any], said: dict[str, Any]) -> None:
    """Compare every figure that was reckoned by hand."""
    expected = {
        key: value if key in ("band", "capped_by") else number(value) for key, value in by_hand.items()
    }

    assert expected == {key: said[key] for key in by_hand}


@pytest.mark.parametrize(("country", "domain"), DOMAINS)
def test_domain(country: str, domain: str, reports: dict[str, Any]) -> None:
    """Score, range, band, caps and counts of a domain are those on paper."""
    said = next(each for each in reports[country]["domains"] if each["id"] == domain)

    compare(BY_HAND[country]["domains"][domain], said)


@pytest.mark.parametrize(("country", "domain"), EVIDENCED)
def test_domain_evidenced(country: str, domain: str, reports: dict[str, Any]) -> None:
    """Score, range, band and caps on the evidenced basis are those on paper."""
    said = next(each for each in reports[country]["domains"] if each["id"] == domain)

    compare(BY_HAND[country]["evidenced"]["domains"][domain], said["evidenced"])


@pytest.mark.parametrize("country", BY_HAND)
def test_overall(country: str, reports: dict[str, Any]) -> None:
    """The overall figures, the status and how much is to be found out are those on paper."""
    by_hand, said = BY_HAND[country], reports[country]

    compare(by_hand["overall"], said["overall"])
    assert (by_hand["status"], int(by_hand["find_out"])) == (said["status"], len(said["find_out"]))
