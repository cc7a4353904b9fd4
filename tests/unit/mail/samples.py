"""Each email as a person would get it, for the snapshots."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.mail.compose import Sender

GRACE = Sender(name="Grace Bell", phone="01632 960 142", organisation="Kestrel Park careers team")

PACK = {
    "contact_name": "Ruth Dale",
    "reference": "WX-1042",
    "dates": "Tuesday 2 to Friday 5 March 2027",
    "read_by": "Tuesday 16 February 2027",
    "link_until": "Friday 19 March 2027",
    "path": "/packs/open/T0k",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """What a template needs, filled in."""

    context: Mapping[str, Any]
    sender: Sender | None = None
    own_names: tuple[str, ...] = field(default=())


SAMPLES: dict[str, Sample] = {
    "sign_in_link": Sample({"name": "Ruth Dale", "link": "https://example.org/sign-in/link/T0k"}),
    "invitation": Sample({"name": "Ben Okoro", "link": "https://example.org/invitation/T0k"}),
    "verify_email": Sample({"name": "Ruth Dale", "link": "https://example.org/verify/T0k"}),
    "link_code": Sample({"name": "Ruth Dale", "code": "042917"}),
    "worry_received": Sample({"name": "Dina Shaw", "link": "https://example.org/sign-in"}),
    "employer_registered": Sample(
        {"name": "Ruth Dale", "link": "https://example.org/employer/confirm/T0k"}
    ),
    "employer_resume": Sample({"link": "https://example.org/register/resume/T0k"}),
    "insurance_ends": Sample(
        {
            "name": "Ruth Dale",
            "until": "Tuesday 31 August 2027",
            "path": "/employer/offer/insurance/liability",
        }
    ),
    "still_right": Sample(
        {
            "name": "Ruth Dale",
            "confirmed": "Monday 4 January 2027",
            "path": "/still-right/T0k",
        }
    ),
    "employer_asked": Sample(
        {
            "contact_name": "Ruth Dale",
            "employer": "Millbrook Heritage Railway",
            "school": "Kestrel Park careers team",
            "reference": "WX-1042",
            "dates": "Tuesday 2 to Friday 5 March 2027",
            "path": "/employer/requests/5",
        },
        sender=GRACE,
    ),
    "employer_colleague": Sample(
        {
            "contact_name": "Imran Shah",
            "asked_by": "Ruth Dale",
            "employer": "Millbrook Heritage Railway",
            "link": "https://example.org/register/confirm/T0k",
        }
    ),
    "employer_invited": Sample(
        {
            "contact_name": "Ruth Dale",
            "organisation": "Millbrook Heritage Railway",
            "school": "Kestrel Park careers team",
            "message": "Thank you for the talk on Tuesday.",
            "link": "https://example.org/register/invited/T0k",
        },
        sender=GRACE,
    ),
    "employer_registered_for": Sample(
        {
            "contact_name": "Ruth Dale",
            "employer": "Millbrook Heritage Railway",
            "school": "Kestrel Park careers team",
            "link": "https://example.org/register/confirm/T0k",
        },
        sender=GRACE,
    ),
    "employer_question": Sample(
        {
            "contact_name": "Ruth Dale",
            "employer": "Millbrook Heritage Railway",
            "school": "Kestrel Park careers team",
            "until": "Monday 1 February 2027",
            "path": "/questions/T0k",
        },
        sender=GRACE,
    ),
    "placement_cancelled": Sample(
        {
            "contact_name": "Ruth Dale",
            "employer": "Millbrook Heritage Railway",
            "school": "Kestrel Park careers team",
            "reference": "WX-1042",
            "dates": "Tuesday 2 to Friday 5 March 2027",
            "path": "/employer/requests/5",
        },
        sender=GRACE,
    ),
    "employer_debrief": Sample(
        {
            "contact_name": "Ruth Dale",
            "employer": "Millbrook Heritage Railway",
            "reference": "WX-1042",
            "dates": "Tuesday 2 to Friday 5 March 2027",
            "is_reminder": False,
            "path": "/debriefs/T0k",
        },
        sender=GRACE,
    ),
    "pack_ready": Sample(PACK, sender=GRACE),
    "pack_changed": Sample(PACK, sender=GRACE),
    "pack_link": Sample(PACK, sender=GRACE),
    "pack_withdrawn": Sample(
        {"contact_name": "Ruth Dale", "reference": "WX-1042", "is_off": True}, sender=GRACE
    ),
}
"""By the name of the template; every template has one."""
