"""What the reader of a pack is asked."""

from webapp.core.forms import Form, ScaleField


class ReadForm(Form):
    """“I have read this”, and how ready the reader feels."""

    confidence = ScaleField(
        "How ready do you feel for the first day?",
        description="You may leave this out. It helps us to help you. Nothing counts against you.",
        words=("Not ready", "A bit ready", "Half ready", "Nearly ready", "Ready"),
    )

    def step(self) -> int | None:
        """Return 1 to 5, or None for no answer and for “Not sure”."""
        given = self.confidence.data or ""
        return int(given) if given.isdigit() else None
