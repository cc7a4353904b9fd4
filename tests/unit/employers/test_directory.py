from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW, TODAY, make_employer, make_offer
from tests.registrations import courier, railway
from webapp.accounts.access import actor_of
from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.sectors import Sector
from webapp.core import postcodes
from webapp.employers.directory import Confirmed, Filter, Wanted, has_day, search
from webapp.employers.models import AdjustmentOffered, Readiness, Site
from webapp.employers.rules import WEEKDAYS
from webapp.employers.services import register_employer


@pytest.fixture
def find(session, cast):
    """Return a function that gives the names found, in order."""

    def names(**wanted) -> list[str]:
        page = search(session, Wanted(**wanted), actor=actor_of(cast.ben), today=TODAY)
        return [line.employer.name for line in page.lines]

    return names


@pytest.fixture(autouse=True)
def firms(session, cast):
    """The railway of the cast, without a site, beside the couriers in the middle of Chester."""
    register_employer(session, courier("sort parcels by route colour"), now=NOW, today=TODAY)


def at(session, name: str, *, postcode: str, address: str = "1 Mill Lane, Frodsham"):
    employer = make_employer(session, name=name)
    place = postcodes.lookup(postcode)
    session.add(
        Site(
            employer=employer,
            name="Works",
            address=address,
            postcode=postcode,
            easting=place.easting,
            northing=place.northing,
        )
    )
    session.flush()
    return employer


def test_employers_are_found_by_name_and_by_kind_of_work(find):
    assert find(words="swift") == ["SwiftVan Couriers"]
    assert find(sector=Sector.WAREHOUSE) == ["SwiftVan Couriers"]
    assert find(words="%") == ["Millbrook Heritage Railway", "SwiftVan Couriers"]
    assert find(words="swift", sector=Sector.CARE) == []


def test_the_nearest_come_first_and_those_out_of_reach_are_left_out(session, cast, find):
    at(session, "Ash Bakery", postcode="WA6 0AA")
    centre = postcodes.lookup("CH1 1AA")
    assert find(near=centre, within_km=10) == ["SwiftVan Couriers"]
    assert find(near=centre, within_km=20) == ["SwiftVan Couriers", "Ash Bakery"]
    assert find(near=postcodes.lookup("WA6 0AA"), within_km=40)[0] == "Ash Bakery"


def test_the_distance_is_that_of_the_nearest_site(session, cast):
    bakery = at(session, "Ash Bakery", postcode="WA6 0AA")
    session.add(
        Site(
            employer=bakery,
            name="Shop",
            address="2 Bridge Street",
            postcode="CH1 1AA",
            position=1,
            easting=340750,
            northing=366286,
        )
    )
    session.flush()
    wanted = Wanted(near=postcodes.lookup("CH1 1AA"), words="Ash")
    (line,) = search(session, wanted, actor=actor_of(cast.ben), today=TODAY).lines
    assert line.km == 0


def test_a_town_is_looked_for_in_the_addresses(session, find):
    at(session, "Ash Bakery", postcode="WA6 0AA")
    assert find(town="frodsham") == ["Ash Bakery"]
    assert find(town="100%") == []


@pytest.mark.parametrize("answer", AdjustmentAnswer)
def test_only_a_promised_change_is_found(session, cast, find, answer):
    session.add(
        AdjustmentOffered(
            employer=cast.employer, adjustment=Adjustment.PHY_01, answer=answer, answered_at=NOW
        )
    )
    promised = answer in {AdjustmentAnswer.ALREADY_DO, AdjustmentAnswer.WILL_DO}
    assert find(adjustment=Adjustment.PHY_01) == [cast.employer.name] * promised


def test_free_places_count_only_windows_that_are_open_on_one_of_the_days(session, cast, find):
    offer = make_offer(session, cast.employer, places=2)  # Tuesday 2 to Friday 5 March
    in_march = {"first": date(2027, 3, 5), "last": date(2027, 3, 31)}
    assert find(**in_march) == [cast.employer.name]
    assert find(first=date(2027, 3, 6), last=date(2027, 3, 31)) == []
    assert find(last=date(2027, 3, 2)) == [cast.employer.name]
    page = search(session, Wanted(**in_march), actor=actor_of(cast.ben), today=TODAY)
    assert page.lines[0].free == 2

    offer.windows[0].weekdays = ["tue"]
    assert find(**in_march) == []
    offer.windows[0].weekdays = ["fri"]
    offer.windows[0].taken = 2
    session.flush()
    assert find(**in_march) == []


def test_an_offer_nobody_published_has_no_free_places(session, cast, find):
    make_offer(session, cast.employer, published=False)
    assert find(first=date(2027, 3, 1), last=date(2027, 3, 31)) == []


def test_readiness_and_the_day_of_the_last_word_narrow_the_list(session, cast, find):
    cast.employer.readiness = Readiness.EXPERIENCED
    cast.employer.confirmed_on = TODAY - timedelta(days=200)
    session.flush()
    assert find(readiness=Readiness.EXPERIENCED) == [cast.employer.name]
    assert find(confirmed=Confirmed.QUARTER) == ["SwiftVan Couriers"]
    assert cast.employer.name in find(confirmed=Confirmed.YEAR)
    cast.employer.confirmed_on = TODAY - timedelta(days=366)
    session.flush()
    assert find(confirmed=Confirmed.OLDER) == [cast.employer.name]


def test_an_empty_list_says_which_filter_to_leave_out(session, cast):
    wanted = Wanted(words="swift", sector=Sector.CARE, readiness=Readiness.REGISTERED)
    page = search(session, wanted, actor=actor_of(cast.ben), today=TODAY)
    assert (page.total, page.without) == (0, {Filter.SECTOR: 1})


def test_another_schools_own_office_is_neither_in_the_list_nor_on_the_map(session, cast):
    details = replace(railway(), is_internal_to=cast.other_school.id)
    register_employer(session, details, now=NOW, today=TODAY)
    page = search(session, Wanted(words="millbrook"), actor=actor_of(cast.ben), today=TODAY)
    assert [line.employer for line in page.lines] == [cast.employer]
    assert page.points == []
    theirs = search(session, Wanted(words="millbrook"), actor=actor_of(cast.dan), today=TODAY)
    assert theirs.total == 2


def test_the_list_is_paged_at_25_and_the_map_shows_every_page(session, cast):
    for number in range(30):
        at(session, f"Firm {number:02}", postcode="CH1 1AA")
    wanted = Wanted(words="firm")
    page = search(session, wanted, actor=actor_of(cast.ben), today=TODAY, page=2)
    assert (page.page, page.pages, page.total, len(page.lines), page.first) == (2, 2, 30, 5, 26)
    assert len(page.points) == 30
    assert search(session, wanted, actor=actor_of(cast.ben), today=TODAY, page=99).page == 2


@given(
    first=st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    length=st.integers(-3, 40),
    weekdays=st.sets(st.sampled_from(WEEKDAYS)),
)
def test_a_range_has_a_day_when_one_of_its_days_is_such_a_weekday(first, length, weekdays):
    last = first + timedelta(days=length)
    days = [first + timedelta(days=offset) for offset in range(max(0, length + 1))]
    expected = any(WEEKDAYS[day.weekday()] in weekdays for day in days)
    assert has_day(first, last, weekdays=weekdays) is expected
