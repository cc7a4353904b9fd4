"""What we ask people who sign in."""

from wtforms import ValidationError

from webapp.accounts.passwords import LONGEST, SHORTEST, is_easy_to_guess
from webapp.core.forms import EmailAddressField, Form, Needed, SecretField, TextField


class SignInForm(Form):
    """Who signs in with a password."""

    email = EmailAddressField(
        "Email address", validators=[Needed("Enter your email address")], longest=254
    )
    password = SecretField("Password", validators=[Needed("Enter your password")])


class SignInLinkForm(Form):
    """Who wants a link by email."""

    email = EmailAddressField(
        "Email address", validators=[Needed("Enter your email address")], longest=254
    )


class NewPasswordForm(Form):
    """A password that is chosen now. The page says whose it is."""

    password = SecretField(
        "Choose a password",
        description=f"Use {SHORTEST} letters or more. Three or four words together are good.",
        validators=[Needed("Enter a password")],
    )
    person_name = ""
    person_email = ""

    def validate_password(self, field: SecretField) -> None:
        """Refuse what is short, too long, or guessed early."""
        check_password(field.data or "", name=self.person_name, email=self.person_email)


class CodeForm(Form):
    """The code that was sent."""

    code = TextField("Code", validators=[Needed("Enter the 6 digits from the email")])


def check_password(password: str, *, name: str, email: str) -> None:
    """Raise ValidationError with how to choose a better one."""
    if len(password) < SHORTEST:
        raise ValidationError(f"Use {SHORTEST} letters or more. There are {len(password)} now.")
    if len(password) > LONGEST:
        raise ValidationError(f"Use {LONGEST} letters or fewer.")
    if is_easy_to_guess(password, name=name, email=email):
        raise ValidationError("Choose words that are harder to guess. Leave out your name.")
