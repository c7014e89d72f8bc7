"""What the API gives out and takes in of calls and returns."""

from __future__ import annotations

from rest_framework import serializers

from areas.models import Area, Authority
from cbtracker.rest.shapes import Day, In, Moment, Named, NamedMany, Out, Text, Version, choice_of, text_of
from requests_log.forms.calls import LINK_LENGTH, MOST_LINKS
from requests_log.models import CALL_TITLE_LENGTH, Call, CallExtension, LoggedRequest, Return
from requests_log.services.returns import MOST_ADDITIONS

OWN = "Of the places that are yours to see: all of them for Whitehall, an officer's own"


class CallLinkOut(Out):
    """A document that a call leads to."""

    title = serializers.CharField()
    url = serializers.CharField()
    keys = ("title", "url")


class CallLinkIn(In):
    """A document that a call leads to."""

    title = Text(max_length=CALL_TITLE_LENGTH, lines=False)
    url = Text(max_length=LINK_LENGTH, lines=False)


class CallLine(Out):
    """A call in a list. `asked` and `replied` count the places that are the reader's to see."""

    slug = serializers.CharField()
    title = serializers.CharField()
    asked_of = serializers.ChoiceField(choices=Call.AskedOf.choices)
    due_on = Day()
    issued_at = Moment()
    asked = serializers.IntegerField(help_text=OWN)
    replied = serializers.IntegerField(help_text=OWN)
    version = Version()
    keys = ("slug",)
    example = {
        "slug": "barriers-that-are-missing",
        "title": "Barriers that are missing",
        "asked_of": "areas",
        "due_on": "2011-03-22",
        "issued_at": "2011-03-04T10:00:00Z",
        "asked": 16,
        "replied": 12,
        "version": 1,
    }


class ReturnedRequestOut(Out):
    """A request that a return named."""

    reference = serializers.CharField()
    issue = serializers.CharField()
    keys = ("reference",)


class ReturnOut(Out):
    """A place that was asked, and its return; `answer` is blank where there is none, and `version` is 0 then.

    `late`: it came after the end of the date to answer by, in London.
    """

    id = serializers.IntegerField()
    place = serializers.CharField()
    area = serializers.CharField(allow_blank=True)
    authority = serializers.CharField(allow_blank=True)
    member = serializers.CharField(allow_blank=True)
    answer = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)
    requests = ReturnedRequestOut(many=True)
    replied_at = Moment(allow_null=True)
    late = serializers.BooleanField()
    changed_at = Moment(allow_null=True)
    by = serializers.CharField(allow_blank=True)
    version = Version()
    keys = ("id", "version")
    example = {
        "id": 7,
        "place": "Swindon",
        "area": "swindon",
        "authority": "",
        "member": "",
        "answer": "nil",
        "text": "",
        "requests": [],
        "replied_at": "2011-03-09T10:00:00Z",
        "late": False,
        "version": 1,
    }


class CallCountsOut(Out):
    """How many places gave which answer."""

    asked = serializers.IntegerField()
    nil = serializers.IntegerField()
    additions = serializers.IntegerField()
    comment = serializers.IntegerField()
    no_reply = serializers.IntegerField()
    late = serializers.IntegerField()


class CallExtensionOut(Out):
    """That places were given longer."""

    from_on = Day()
    due_on = Day()
    reason = serializers.CharField()
    at = Moment()
    keys = ("from_on", "due_on", "at")


class CallOut(Out):
    """A call and what became of it. `counts` are for Whitehall: an officer reads of their own places only."""

    slug = serializers.CharField()
    title = serializers.CharField()
    question = serializers.CharField()
    asked_of = serializers.ChoiceField(choices=Call.AskedOf.choices)
    due_on = Day()
    links = CallLinkOut(many=True)
    issued_at = Moment()
    extensions = CallExtensionOut(many=True)
    counts = CallCountsOut(allow_null=True)
    places = ReturnOut(many=True)
    as_at = Moment()
    version = Version()
    keys = ("slug", "version")
    example = {
        "slug": "barriers-that-are-missing",
        "title": "Barriers that are missing",
        "question": "Is anything missing from what your place sent us?",
        "asked_of": "areas",
        "due_on": "2011-03-22",
        "links": [{"title": "The letter", "url": "https://example.org/letter"}],
        "counts": {"asked": 16, "nil": 9, "additions": 2, "comment": 1, "no_reply": 4, "late": 1},
        "version": 1,
    }


class CallIn(In):
    """A call: what is asked, of which areas or of which authorities, and by when."""

    title = text_of(Call, "title", required=True)
    question = text_of(Call, "question", required=True)
    areas = NamedMany(lambda user: Area.objects.visible_to(user), key="slug", what="area", required=False, default=list)
    authorities = NamedMany(
        lambda user: Authority.objects.visible_to(user), key="gss_code", what="authority", required=False, default=list
    )
    due_on = Day()
    links = CallLinkIn(many=True, required=False, default=list, max_length=MOST_LINKS)
    example = {
        "title": "Barriers that are missing",
        "question": "Is anything missing from what your place sent us?",
        "areas": ["greater-manchester", "swindon"],
        "due_on": "2031-03-22",
    }


class CallExtensionIn(In):
    """A later date to answer by, and why."""

    due_on = Day()
    reason = text_of(CallExtension, "reason", required=True)
    example = {"due_on": "2031-03-29", "reason": "Many offices are closed at Easter."}


class ReturnAdditionIn(In):
    """A request that is missing from the register: it is raised for the place."""

    issue = text_of(LoggedRequest, "issue", required=True)
    detail = text_of(LoggedRequest, "detail")


class ReturnIn(In):
    """The answer of a place. A correction says all of it again; requests that it named before stay named."""

    answer = choice_of(Return, "kind")
    text = text_of(Return, "text")
    additions = ReturnAdditionIn(many=True, required=False, default=list, max_length=MOST_ADDITIONS)
    requests = NamedMany(
        lambda user: LoggedRequest.objects.visible_to(user),
        key="reference",
        what="request",
        required=False,
        default=list,
        help_text="Requests that are in the register already",
    )
    authority = Named(
        lambda user: Authority.objects.visible_to(user),
        key="gss_code",
        what="authority",
        required=False,
        allow_null=True,
        default=None,
        help_text="The member that speaks, where it is not the whole area",
    )
    received_on = Day(
        required=False, allow_null=True, default=None, help_text="The day on which a letter came: the secretariat's"
    )
    example = {
        "answer": "additions",
        "additions": [{"issue": "Let a school nurse share what she knows with a family's key worker"}],
    }
