"""django-allauth's forms in our words; what they check stays theirs."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django import forms

from cbtracker.web.forms import PlainErrors

HOW_LONG = "At least 12 characters. Three random words make a good password"


class _InOurWords(PlainErrors):
    """Gives allauth's fields the labels, hints and widths of ours."""

    labels: dict[str, str] = {}
    hints: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            self.fields[name].label = label
            self.fields[name].help_text = self.hints.get(name, "")
            self.fields[name].widget.attrs.pop("placeholder", None)
            self._say_required(self.fields[name], label)

    @staticmethod
    def _say_required(field: forms.Field, label: str) -> None:
        field.error_messages["required"] = f"Enter {label[:1].lower()}{label[1:]}"
        if isinstance(field, forms.EmailField):
            field.error_messages["invalid"] = "Enter an email address in the correct format, like name@example.gov.uk"


class SignInForm(_InOurWords, allauth.LoginForm):
    """Email address and password."""

    labels = {"login": "Email address", "password": "Password"}


class ReauthenticateForm(_InOurWords, allauth.ReauthenticateForm):
    """The password, once more."""

    labels = {"password": "Your password"}


class ResetPasswordForm(_InOurWords, allauth.ResetPasswordForm):
    """The address that a link is sent to."""

    labels = {"email": "Email address"}


class _TwicePassword(_InOurWords):
    labels = {"password1": "New password", "password2": "New password again"}
    hints = {"password1": HOW_LONG}


class ResetPasswordKeyForm(_TwicePassword, allauth.ResetPasswordKeyForm):
    """A new password, by a link."""


class SetPasswordForm(_TwicePassword, allauth.SetPasswordForm):
    """A first password."""


class ChangePasswordForm(_TwicePassword, allauth.ChangePasswordForm):
    """A new password, knowing the old one."""

    labels = {"oldpassword": "Current password", **_TwicePassword.labels}
