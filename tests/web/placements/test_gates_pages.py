"""Recording gates on the placement page."""

from tests.railway import plan_jay


def test_gate(town, railway, session, as_person):
    placement = plan_jay(session, town, railway)
    lead = as_person(town.grace)
    page = lead.get(f"/lead/placements/{placement.id}/gates/pre_work_session")
    assert page.h1 == "Short meeting before the start"
