"""Forms as HTML: read back with a parser, as a browser would."""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser
from typing import Any

import pytest
from allauth.account.forms import LoginForm, ResetPasswordForm
from django import forms
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField

CHOICES = [("dfe", "DfE"), ("dwp", "DWP")]


class Page(HTMLParser):
    """The elements of a piece of HTML, and the text of its textareas as a browser takes it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.textareas: list[str] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "textarea":
            self._inside = True
            self.textareas.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._inside = False
            self.textareas[-1] = self.textareas[-1].removeprefix("\n")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.textareas[-1] += data

    def first(self, tag: str, **wanted: str) -> dict[str, str | None]:
        for name, attrs in self.elements:
            if name == tag and all(attrs.get(key) == value for key, value in wanted.items()):
                return attrs
        raise AssertionError(f"no <{tag}> with {wanted}")


def draw(template: str, **context: Any) -> str:
    return engines["jinja"].from_string(template).render(context)


def draw_field(form: forms.BaseForm, name: str, **look: Any) -> Page:
    return Page(draw("{{ field(form[name], **look) }}", form=form, name=name, look=look))


class Request(GovukForm):
    issue = PlainTextField(label="Issue", help_text="Not <b>bold</b>", max_length=200)
    position = PlainTextField(label="Position", max_length=500, widget=forms.Textarea)
    note = PlainTextField(label="Note", required=False, widget=forms.Textarea)
    due_on = GovukDateField(label="Due date")
    lead = forms.ChoiceField(label="Lead department", choices=[("", "---------"), *CHOICES])
    kind = forms.ChoiceField(label="Kind", choices=[("", "---------"), *CHOICES], widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(label="Departments", choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    sure = forms.BooleanField(label="Sure")
    version = forms.IntegerField(widget=forms.HiddenInput)


FILLED = {
    "issue": 'A "quoted" < i >',
    "position": "x",
    "due_on_day": "31",
    "due_on_month": "March",
    "due_on_year": "2011",
    "lead": "dwp",
    "kind": "dfe",
    "several": ["dfe", "dwp"],
    "sure": "on",
    "version": "3",
}


def test_field_shows_what_was_typed_escaped():
    html = draw("{{ field(form['issue']) }}", form=Request(FILLED))
    assert '"quoted" <' not in html
    assert "<b>" not in html
    assert Page(html).first("input", name="issue")["value"] == 'A "quoted" < i >'


def test_choices_that_were_made_are_shown_as_made():
    page = Page(draw("{{ fields(form) }}", form=Request(FILLED)))
    assert "selected" in page.first("option", value="dwp")
    assert "checked" in page.first("input", name="kind", value="dfe")
    assert "checked" not in page.first("input", name="kind", value="dwp")
    assert "checked" in page.first("input", name="several", value="dwp")
    assert "checked" in page.first("input", name="sure")
    assert page.first("input", name="version")["value"] == "3"
    assert page.first("input", name="due_on_month")["value"] == "March"


def test_empty_choice_is_left_out_of_radios_and_named_in_a_list():
    page = Page(draw("{{ fields(form) }}", form=Request()))
    assert [attrs["value"] for tag, attrs in page.elements if tag == "input" and attrs.get("name") == "kind"] == [
        "dfe",
        "dwp",
    ]
    assert "Select lead department</option>" in draw("{{ field(form['lead']) }}", form=Request())


def test_every_fault_is_in_the_summary_with_a_link_to_an_input_that_is_there():
    form = Request({**FILLED, "issue": "", "due_on_month": "", "several": [], "kind": ""})
    summary = Page(draw("{{ error_summary(form) }}", form=form))
    page = Page(draw("{{ fields(form) }}", form=form))
    links = [attrs["href"].removeprefix("#") for tag, attrs in summary.elements if tag == "a"]
    assert links == ["id_issue", "id_due_on_month", "id_kind", "id_several"]
    for link in links:
        assert page.first("input", id=link)
        assert link in {attrs.get("for") for tag, attrs in page.elements if tag == "label"}


def test_input_with_a_fault_is_described_by_its_error_and_hint():
    page = draw_field(Request({}), "issue")
    assert page.first("input")["aria-describedby"] == "id_issue-hint id_issue-error"
    assert page.first("p", id="id_issue-error")


def test_form_without_fault_has_no_summary():
    assert draw("{{ error_summary(form, other) }}", form=Request(FILLED), other=None) == ""
    assert draw("{{ error_summary(form) }}", form=Request()) == ""


def test_faults_of_several_forms_and_of_the_whole_form_are_summed_up():
    class Whole(GovukForm):
        def clean(self):
            raise forms.ValidationError("Choose <one> of them")

    html = draw("{{ error_summary(a, b) }}", a=Whole({}), b=Request({**FILLED, "issue": ""}))
    assert "Choose &lt;one&gt; of them" in html
    assert "Enter issue" in html


def test_optional_field_says_so_unless_the_form_is_a_filter():
    assert "Note (optional)" in draw("{{ field(form['note']) }}", form=Request())
    assert "(optional)" not in draw("{{ field(form['note'], optional=False) }}", form=Request())

    class Filters(Request):
        mark_optional = False

    assert "(optional)" not in draw("{{ fields(form) }}", form=Filters())


def test_text_with_a_limit_counts_its_characters_and_cuts_nothing_off():
    page = draw_field(Request(), "position")
    assert page.first("div", **{"data-module": "govuk-character-count"})["data-maxlength"] == "500"
    assert "maxlength" not in page.first("textarea")


@given(st.text(st.sampled_from(list('a <&"\n ')), max_size=30))
def test_text_comes_back_from_a_textarea_as_it_was_even_when_it_is_nested(text):
    class One(GovukForm):
        other = PlainTextField(widget=forms.Textarea)
        kind = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)

    form = One(initial={"other": text})
    html = draw("{{ field(form['kind'], reveals={'dfe': field(form['other'])}) }}", form=form)
    assert Page(html).textareas == [text]


def test_date_known_before_is_shown_in_its_parts():
    page = draw_field(Request(initial={"due_on": dt.date(2011, 3, 31)}), "due_on")
    assert [page.first("input", id=f"id_due_on_{part}")["value"] for part in ("day", "month", "year")] == [
        "31",
        "3",
        "2011",
    ]


def test_only_the_wrong_part_of_a_date_is_marked():
    page = draw_field(Request({**FILLED, "due_on_month": ""}), "due_on")
    assert "govuk-input--error" in page.first("input", id="id_due_on_month")["class"]
    assert "govuk-input--error" not in page.first("input", id="id_due_on_day")["class"]


def test_label_may_be_the_heading_of_its_page():
    html = draw("{{ field(form['kind'], heading=True) }}", form=Request())
    assert '<h1 class="govuk-fieldset__heading">' in html
    assert "govuk-fieldset__legend--l" in html


def test_look_of_a_field_may_be_said_in_its_form_and_overruled_in_the_template():
    form = Request()
    form.fields["issue"].look = {"width": 10, "hint": "From the form"}
    page = draw("{{ field(form['issue'], hint='From the page') }}", form=form)
    assert "govuk-input--width-10" in page
    assert "From the page" in page
    assert "From the form" not in page


def test_look_that_does_not_exist_is_a_fault_and_not_ignored():
    with pytest.raises(TypeError, match="lable_size"):
        draw_field(Request(), "issue", lable_size="m")


@pytest.mark.parametrize("form", [LoginForm(), ResetPasswordForm()], ids=["sign in", "reset"])
def test_forms_of_allauth_are_drawn_with_an_address_box_for_email(form):
    name = "login" if "login" in form.fields else "email"
    page = draw_field(form, name)
    assert page.first("input")["type"] == "email"
    assert page.first("input")["autocomplete"] == "email"


def test_password_offers_the_right_help_to_a_password_manager():
    page = draw_field(LoginForm(), "password")
    assert page.first("input", type="password")["autocomplete"] == "current-password"
    assert "value" not in page.first("input", type="password")


def test_numbers_are_typed_and_not_stepped():
    class Numbers(GovukForm):
        families = forms.IntegerField(min_value=0)

    page = draw_field(Numbers({"families": "12"}), "families", prefix="about", suffix="families", width=5)
    typed = page.first("input")
    assert (typed["type"], typed["inputmode"], typed["value"]) == ("text", "numeric", "12")
    assert "min" not in typed


def test_form_with_a_prefix_links_its_errors_to_its_own_inputs():
    form = Request({}, prefix="second")
    summary = Page(draw("{{ error_summary(form) }}", form=form))
    page = Page(draw("{{ fields(form) }}", form=form))
    ids = {attrs.get("id") for _, attrs in page.elements}
    links = [attrs["href"].removeprefix("#") for tag, attrs in summary.elements if tag == "a"]
    assert links[0] == "id_second-issue"
    assert set(links) <= ids


def test_markup_in_a_reveal_is_kept_and_text_is_escaped():
    html = draw("{{ field(form['kind'], reveals=reveals) }}", form=Request(), reveals={"dfe": Markup("<p>Ask</p>")})
    assert "<p>Ask</p>" in html
