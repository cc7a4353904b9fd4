"""What the reader of a pack is asked."""

from webapp.core.forms import Form, Needed, ScaleField, TextField

READY_WORDS = ("Not ready", "A bit ready", "Half ready", "Nearly ready", "Ready")


class ReadForm(Form):
    """“I have read this”, and how ready the reader feels."""

    confidence = ScaleField(
        "How ready do you feel for the first day?",
        description="You may leave this out. It helps us to help you. Nothing counts against you.",
        words=READY_WORDS,
    )

    def step(self) -> int | None:
        """Return 1 to 5, or None for no answer and for “Not sure”."""
        given = self.confidence.data or ""
        return int(given) if given.isdigit() else None


class ReadOnPaperForm(ReadForm):
    """The same, written down by a lead for a reader who has the pack on paper."""

    confidence = ScaleField(
        "How ready do they feel for the first day?",
        description="Leave it out where they did.",
        words=READY_WORDS,
    )
    who = TextField(
        "Who has read it?",
        longest=120,
        description="As they signed the slip, or said on the phone.",
        render_kw={"autocomplete": "off"},
        validators=[Needed("Enter the name of who has read it")],
    )
