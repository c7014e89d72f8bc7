"""What the API takes in of nominations. The rules are those of the pages' forms and of the services."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from areas.access import duties_of
from areas.models import Authority, Department
from areas.people.selectors import people_of
from cbtracker.accounts.permissions import Role
from cbtracker.rest.shapes import Day, Flag, In, Named, NamedMany, Text, choice_of, text_of
from requests_log.models import ISSUE_LENGTH, TEXT_LENGTH
from rollout.forms.nominations import CYCLE_LENGTH, DETAIL_LENGTH
from rollout.models import Nomination, OfferElement, SignOff
from rollout.models.nominations import ACKNOWLEDGEMENT_LENGTH, NAME_LENGTH
from rollout.models.sign_offs import EMAIL_LENGTH
from rollout.nomination_pages import MOST_BARRIERS, MOST_CONTACTS, Focus, Sector


def known_authorities(user: Any) -> Any:
    """The authorities that the person may name."""
    return Authority.objects.visible_to(user)


def _detail() -> Text:
    return Text(max_length=DETAIL_LENGTH, allow_blank=True, required=False)


def own_authorities(user: Any) -> Any:
    """The authorities that the person is an officer of."""
    return Authority.objects.filter(pk__in=duties_of(user).authorities)


class NominationStartIn(In):
    """Which of your authorities nominates, by its GSS code."""

    authority = Named(own_authorities, key="gss_code", what="authority of your own")
    example = {"authority": "E10000016"}


class NominationContactIn(In):
    """Somebody whom we can ask."""

    name = Text(max_length=150, lines=False)
    job_title = Text(max_length=100, lines=False, allow_blank=True, required=False)
    email = serializers.EmailField(max_length=EMAIL_LENGTH)
    phone = Text(max_length=40, lines=False, allow_blank=True, required=False)


class WhoIn(In):
    """Who nominates. `name` is what the area is called, needed where there are several authorities."""

    authorities = NamedMany(known_authorities, key="gss_code", what="authority", required=False)
    name = Text(max_length=NAME_LENGTH, lines=False, allow_blank=True, required=False)
    contacts = NominationContactIn(many=True, required=False, max_length=MOST_CONTACTS, allow_empty=False)
    example = {
        "authorities": ["E10000016"],
        "contacts": [{"name": "Jo Clerk", "job_title": "Head of policy", "email": "jo.clerk@example.org"}],
    }


class FocusIn(In):
    """What the Community Budget is to be about."""

    focus = serializers.ChoiceField(choices=Focus.choices, required=False)
    detail = _detail()
    example = {"focus": "families", "detail": "Families whom several services know"}


class PaceIn(In):
    """When the place wants to start, and what its own budgets allow."""

    wanted_start = Day(required=False)
    budget_cycle = Text(max_length=CYCLE_LENGTH, allow_blank=True, required=False)
    detail = _detail()
    example = {"wanted_start": "2012-04-01", "budget_cycle": "The council sets its budget in February"}


class NominationPartnersIn(In):
    """Who takes part."""

    sectors = serializers.ListField(
        child=serializers.ChoiceField(choices=Sector.choices), required=False, max_length=len(Sector)
    )
    detail = _detail()
    example = {"sectors": ["health", "voluntary"], "detail": "A group of volunteers meets each month"}


class WishesIn(In):
    """What the place wants of the offer, by the keys of its elements. It binds nobody."""

    elements = NamedMany(OfferElement.objects.visible_to, key="key", what="element of the offer", required=False)
    detail = _detail()
    example = {"elements": [], "detail": "Somebody who has done it before"}


class BarrierIn(In):
    """A barrier that the place sees."""

    issue = Text(max_length=ISSUE_LENGTH)
    detail = Text(max_length=TEXT_LENGTH, allow_blank=True, required=False)
    departments = NamedMany(
        lambda _user: Department.objects.all(), key="abbreviation", what="department", required=False
    )


class BarriersIn(In):
    """All barriers that the place sees so far; an empty list says that there is none."""

    barriers = BarrierIn(many=True, required=False, max_length=MOST_BARRIERS)
    example = {"barriers": [{"issue": "Share data on families between agencies", "departments": []}]}


class SignOffIn(In):
    """Who is to sign for an authority: its leader or chief executive. We send them an email with a link."""

    authority = Named(known_authorities, key="gss_code", what="authority")
    full_name = text_of(SignOff, "full_name")
    post = choice_of(SignOff, "post")
    email = serializers.EmailField(max_length=EMAIL_LENGTH)
    example = {
        "authority": "E10000016",
        "full_name": "Robin Chief",
        "post": "chief_executive",
        "email": "robin.chief@example.org",
    }


class NominationLeadIn(In):
    """Who is to lead for an authority that has nobody, by their email address."""

    authority = Named(known_authorities, key="gss_code", what="authority")
    lead = Named(lambda _user: people_of((Role.LOCALITY_LEAD,)), key="email", what="locality lead")


class NominationAcknowledgementIn(In):
    """What the secretariat says to a nomination and arranges; every part may be left out."""

    message = Text(max_length=ACKNOWLEDGEMENT_LENGTH, allow_blank=True, default="")
    converse = Flag(default=False)
    leads = NominationLeadIn(many=True, required=False, default=list, max_length=200)
    example = {"message": "Thank you. We shall be in touch next week.", "converse": True}


class NominationWithdrawalIn(In):
    """Why it is withdrawn, if you want to say."""

    reason = text_of(Nomination, "withdrawal")
    example = {"reason": "Our partners need more time"}
