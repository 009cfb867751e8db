"""Local times: what clocks in the stores show, where they differ."""

from datetime import UTC, datetime

from domain.local_times import local_times
from domain.people import Store

LEEDS = Store(key="S1", name="Leeds Briggate", timezone="Europe/London")
YORK = Store(key="S2", name="York", timezone="Europe/London")
PARIS = Store(key="S3", name="Paris Rivoli", timezone="Europe/Paris")
BERLIN = Store(key="S4", name="Berlin Mitte", timezone="Europe/Berlin")
TOKYO = Store(key="S5", name="Tokyo Ginza", timezone="Asia/Tokyo")
FRIDAY = datetime(2026, 11, 27, 10, tzinfo=UTC)


def test_stores_in_one_zone_need_no_local_times() -> None:
    assert local_times(FRIDAY, [LEEDS, YORK]) == ()
    assert local_times(FRIDAY, [PARIS, BERLIN]) == (), "other zones, same time"
    assert local_times(FRIDAY, []) == ()


def test_the_earliest_clock_comes_first() -> None:
    told = local_times(FRIDAY, [TOKYO, PARIS, LEEDS, BERLIN])
    assert [(f"{one.shown:%a %H:%M}", one.stores) for one in told] == [
        ("Fri 10:00", (LEEDS,)),
        ("Fri 11:00", (PARIS, BERLIN)),
        ("Fri 19:00", (TOKYO,)),
    ]


def test_days_differ_too() -> None:
    told = local_times(datetime(2026, 11, 27, 20, tzinfo=UTC), [LEEDS, TOKYO])
    assert [f"{one.shown:%d %H:%M}" for one in told] == ["27 20:00", "28 05:00"]


def test_a_zone_that_nobody_knows_is_utc() -> None:
    strange = Store(key="S6", name="Atlantis", timezone="Sea/Atlantis")
    assert local_times(FRIDAY, [strange, LEEDS]) == ()
