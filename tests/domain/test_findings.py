from dataclasses import replace

from domain.findings import Level, weightiest_first
from domain.networks import Network
from tests.domain.stories import finding


def test_a_safe_replacement_is_something_else_at_some_place() -> None:
    plain = finding()
    assert not plain.fixable
    assert replace(plain, replacement="Winter").fixable
    assert not replace(plain, replacement="Autumn").fixable
    assert not replace(plain, replacement="Winter", end=0).fixable


def test_errors_come_before_warnings_and_earlier_before_later() -> None:
    late_error = replace(finding(level=Level.ERROR), start=20, end=24)
    early_error = replace(finding(level=Level.ERROR), start=3, end=5)
    warning, suggestion = finding(level=Level.WARNING), finding(level=Level.SUGGESTION)

    ordered = weightiest_first([suggestion, late_error, warning, early_error])

    assert ordered == (early_error, late_error, warning, suggestion)


def test_every_network_has_a_name_people_know() -> None:
    assert len({network.label for network in Network}) == len(Network)
