from webapp.catalogue import landmarks
from webapp.catalogue.landmarks import LandmarkKind, nearest


def test_every_landmark_lies_in_england_and_has_a_name():
    for mark in landmarks.landmarks():
        assert mark.name == mark.name.strip() != ""
        assert 80_000 < mark.easting < 656_000
        assert 5_000 < mark.northing < 658_000


def test_towns_come_by_size_and_stations_after_them():
    kinds = [mark.kind for mark in landmarks.landmarks()]
    assert kinds == sorted(kinds, key=list(LandmarkKind).index)
    people = [mark.people for mark in landmarks.landmarks()]
    assert people == sorted(people, reverse=True)


def test_a_station_is_called_one():
    said = [mark.said for mark in nearest(340_900, 366_700, number=2)]
    assert said == ["Chester station", "Chester"]


def test_a_box_holds_what_lies_in_it():
    inside = landmarks.inside(west=340_000, south=366_000, east=342_000, north=368_000)
    assert {mark.said for mark in inside} == {"Chester", "Chester station", "Hoole"}
