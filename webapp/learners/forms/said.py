"""Pages on which something is said about a learner: each box that is filled adds to it."""

from collections.abc import Iterator
from uuid import UUID

from wtforms import HiddenField

from webapp.catalogue.sectors import SECTORS, Sector
from webapp.catalogue.supervision import SUPERVISION_LEVELS
from webapp.core.forms import (
    ChoiceField,
    Form,
    LongTextField,
    ManyChoicesField,
    Needed,
    SelectOneField,
    TextField,
)
from webapp.learners.forms.sentences import SAID_BY
from webapp.learners.models import Dislike, NeverKind, SaidBy, Topic
from webapp.learners.profile import NeverDetails, StatementDetails

ONE_A_LINE = "One on each line."


class SectionForm(Form):
    """A page of the profile, with the version of the learner it was opened on."""

    version = HiddenField()
    is_stale = False
    """Whether someone else changed the learner after the page was opened."""

    @property
    def seen_version(self) -> int:
        """The version the page was opened on; 0 when somebody tampered with it."""
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() else 0


class SaidForm(SectionForm):
    """A page whose boxes are words; who said them is asked once for the page."""

    said_by = ChoiceField(
        "Whose words are these?",
        choices=SAID_BY,
        default=SaidBy.STAFF.value,
        validators=[Needed("Choose whose words these are")],
    )

    one_a_line: tuple[str, ...] = ()
    """Boxes where each line is one thing."""

    def statements(self) -> Iterator[StatementDetails]:
        """Yield what was written, box by box."""
        for topic in Topic:
            if topic.value in self:
                for words in self.words_of(topic.value):
                    yield StatementDetails(topic=topic, text=words, said_by=self.who)

    @property
    def who(self) -> SaidBy:
        """Whose words these are."""
        return SaidBy(self.said_by.data or SaidBy.STAFF)

    def words_of(self, name: str) -> list[str]:
        """Return the things in a box: one, or one on each line."""
        typed = (self[name].data or "").strip()
        if name not in self.one_a_line:
            return [typed] if typed else []
        return [line.strip() for line in typed.splitlines() if line.strip()]


class AboutForm(SaidForm):
    """Strengths come first, in the learner’s own words where they can be."""

    one_a_line = ("liked_for", "good_at")

    called = TextField(
        "Name they like", description="Leave empty if it is the first name.", longest=60
    )
    pronouns = TextField("Pronouns", description="For example: he, she, they.", longest=30)
    liked_for = LongTextField("What people like about them", description=ONE_A_LINE)
    good_at = LongTextField(
        "What they are good at",
        description=f"{ONE_A_LINE} Three things or more help us find tasks that suit.",
    )
    own_words = LongTextField(
        "In their own words",
        description="Anything they want a workplace to know. We print it word for word.",
    )
    supervision = ChoiceField(
        "How closely does someone look after them at work?",
        choices=[(str(int(level.code)), level.employer) for level in SUPERVISION_LEVELS],
        validators=[Needed("Choose how closely someone looks after them")],
    )
    trusted_adult = SelectOneField(
        "Their trusted adult at school or college",
        description="The person they go to when something is wrong.",
        prompt="Nobody yet",
    )

    def trusted_adult_key(self) -> UUID | None:
        """Return the key of the trusted adult."""
        return UUID(self.trusted_adult.data) if self.trusted_adult.data else None


DISLIKES = [
    (Dislike.NOISE.value, "Noise"),
    (Dislike.CROWDS.value, "Crowds"),
    (Dislike.OUTDOORS.value, "Being outdoors"),
    (Dislike.CUSTOMERS.value, "Customers and visitors"),
    (Dislike.HEIGHTS.value, "Heights"),
    (Dislike.DIRT.value, "Getting dirty"),
    (Dislike.ANIMALS.value, "Animals"),
    (Dislike.LIFTING.value, "Lifting"),
]
SECTOR_CHOICES = [(entry.code.value, entry.learner) for entry in SECTORS]


class InterestsForm(SaidForm):
    """Interests, hopes, and what they never want."""

    one_a_line = ("loves", "interest", "hope", "matters")

    sectors = ManyChoicesField("Kinds of work they want to know more about", choices=SECTOR_CHOICES)
    loves = LongTextField("What they love", description=ONE_A_LINE)
    interest = LongTextField("What they like", description=ONE_A_LINE)
    hope = LongTextField(
        "Hopes, and jobs they would like to try",
        description=f"{ONE_A_LINE} “I do not know yet” is a good answer.",
    )
    matters = LongTextField(
        "What matters to them at work",
        description=f"{ONE_A_LINE} For example: helping people, being outside, a quiet place.",
    )
    dislikes = ManyChoicesField("What they would rather not have", choices=DISLIKES)
    never_sectors = ManyChoicesField(
        "Kinds of work they never want",
        description="We never propose these, and nobody asks why.",
        choices=SECTOR_CHOICES,
    )
    never_tasks = LongTextField("Tasks they never want", description=ONE_A_LINE)

    def statements(self) -> Iterator[StatementDetails]:
        """Yield what was written, with what they love marked as loved."""
        for words in self.words_of("loves"):
            yield StatementDetails(
                topic=Topic.INTEREST, text=words, said_by=self.who, is_loved=True
            )
        yield from super().statements()

    def chosen_sectors(self) -> list[Sector]:
        """Return the pictures that were chosen."""
        return [Sector(code) for code in self.sectors.data or ()]

    def chosen_dislikes(self) -> list[Dislike]:
        """Return what they would rather not have."""
        return [Dislike(code) for code in self.dislikes.data or ()]

    def nevers(self) -> list[NeverDetails]:
        """Return what they never want."""
        tasks = [line.strip() for line in (self.never_tasks.data or "").splitlines()]
        return [
            *(
                NeverDetails(kind=NeverKind.SECTOR, value=code)
                for code in self.never_sectors.data or ()
            ),
            *(NeverDetails(kind=NeverKind.TASK, value=task[:120]) for task in tasks if task),
        ]


class TalkingForm(SaidForm):
    """How they communicate and learn."""

    understand_me = LongTextField(
        "To understand them", description="How they say yes, no, help and stop."
    )
    tell_me = LongTextField(
        "To tell them something", description="For example: say exactly what you mean."
    )
    learning = LongTextField(
        "How they learn best", description="For example: show me, then let me try."
    )


class DaysForm(SaidForm):
    """What keeps them going, and good and difficult days."""

    motivates = LongTextField("What keeps them interested")
    hard = LongTextField(
        "What makes things hard", description="Say what is seen. For example: loud bells."
    )
    calm = LongTextField("What helps when things get hard")
    good_day = LongTextField("On a good day")
    difficult_day = LongTextField(
        "On a difficult day", description="How you can tell, and what to change that day."
    )
    support = LongTextField(
        "Support at work", description="Who comes along, and when less is enough."
    )
