"""GOV.UK forms: fields with plain errors, and one renderer for every form of the product."""

from cbtracker.web.forms.clock import ClockField
from cbtracker.web.forms.dates import DateParts, GovukDateField
from cbtracker.web.forms.plain import GovukForm, GovukModelForm, PlainErrors
from cbtracker.web.forms.text import PlainTextField, plain_text

__all__ = [
    "ClockField",
    "DateParts",
    "GovukDateField",
    "GovukForm",
    "GovukModelForm",
    "PlainErrors",
    "PlainTextField",
    "plain_text",
]
