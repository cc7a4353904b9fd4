"""Links of the header: only pages that exist, and where you are."""

from werkzeug.routing import Map, Rule

from webapp.core.navigation import PLACES, Area, nav_links

ROUTES = Map(
    [
        Rule("/lead", endpoint="today"),
        Rule("/lead/learners", endpoint="learners"),
        Rule("/lead/learners/<key>", endpoint="learner"),
        Rule("/lead/reports", endpoint="reports"),
    ]
)


def current(path: str) -> list[str]:
    links = nav_links(Area.LEAD, routes=ROUTES, current=path)
    return [link.words for link in links if link.is_current]


def test_a_page_that_does_not_exist_yet_has_no_link():
    links = nav_links(Area.LEAD, routes=ROUTES, current="/lead")
    assert [link.words for link in links] == ["Today", "Learners", "Reports"]


def test_a_page_the_reader_may_not_open_has_no_link():
    links = nav_links(
        Area.LEAD, routes=ROUTES, current="/lead", may_open=lambda name: name != "reports"
    )
    assert [link.words for link in links] == ["Today", "Learners"]


def test_the_nearest_link_is_marked():
    assert current("/lead") == ["Today"]
    assert current("/lead/learners/4f") == ["Learners"]
    assert current("/lead/proposals/4f") == ["Today"]
    assert current("/leadership") == []


def test_a_link_can_say_how_many_things_wait():
    links = nav_links(Area.LEAD, routes=ROUTES, current="/lead", counts={"/lead": 8})
    assert [link.count for link in links] == [8, 0, 0]


def test_no_two_links_of_a_header_have_the_same_words():
    for places in PLACES.values():
        assert len({place.words for place in places}) == len(places)
