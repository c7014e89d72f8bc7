"""The second person of an authority signs a nomination: behind a link, without an account."""

from __future__ import annotations

from typing import Any

from rollout.answers import Section
from rollout.models import SignOff
from rollout.nomination_answers import answer_sections, nomination_title
from rollout.services.nominations.signing import SIGNING
from rollout.views.signing_pages import LinkPage, SignedPage, SignPage


class _OfNomination(LinkPage):
    """What both pages know of nominations."""

    signing, folder, done = SIGNING, "rollout/nominations", "rollout:signed_off"

    def about(self, sign_off: SignOff) -> dict[str, Any]:
        """The nomination and its place."""
        nomination = sign_off.nomination
        return {"sign_off": sign_off, "nomination": nomination, "place": nomination_title(nomination)}

    def sections(self, sign_off: SignOff) -> list[Section]:
        """The answers."""
        return answer_sections(sign_off.nomination)


class SignOffPage(_OfNomination, SignPage):
    """What the authority nominates itself with, to be signed or sent back."""


class SignedOffPage(_OfNomination, SignedPage):
    """What the person answered, and what comes next."""
