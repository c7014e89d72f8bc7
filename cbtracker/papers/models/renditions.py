"""What an issued paper says to each audience, frozen: as structure and as files, with a digest over each."""

from __future__ import annotations

from django.db import models

from cbtracker.papers.models.choices import Audience, RenditionSight
from cbtracker.papers.models.papers import Paper
from cbtracker.papers.models.querysets import RenditionFileQuerySet, RenditionQuerySet

FROZEN_FORMATS = ("html", "pdf", "odt", "docx", "xlsx")


class Rendition(models.Model):
    """An issued paper for one audience. Never updated or deleted (database triggers).

    `structure` is canonical JSON of the paper's structure and `digest` its SHA-256; `knew` holds, by primary key of
    request, the version that it printed, for what-changed. `sight` is whose eyes the register was read with;
    `holds_estimates` keeps it from members of the body who may not see every estimate.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="renditions")
    audience = models.CharField(max_length=8, choices=Audience.choices)
    sight = models.CharField(max_length=10, choices=RenditionSight.choices, db_default=RenditionSight.WHITEHALL)
    holds_estimates = models.BooleanField(db_default=False)
    structure = models.TextField()
    knew = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, db_index=True)

    objects = RenditionQuerySet.as_manager()

    class Meta:
        ordering = ["paper", "id"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "audience"], name="paper_has_one_rendition_per_audience"),
            models.CheckConstraint(
                condition=models.Q(audience__in=Audience.values), name="rendition_audience_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(sight__in=RenditionSight.values), name="rendition_sight_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"), name="rendition_digest_is_a_sha256"
            ),
            models.CheckConstraint(
                condition=models.Q(holds_estimates=False)
                | models.Q(audience=Audience.BODY, sight=RenditionSight.WHITEHALL),
                name="rendition_with_estimates_is_for_whitehall",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} for {self.get_audience_display()}"


class RenditionFile(models.Model):
    """A rendition in one format, as it left. Never updated or deleted (database triggers)."""

    rendition = models.ForeignKey(Rendition, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=4, choices=[(name, name.upper()) for name in FROZEN_FORMATS])
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, db_index=True)

    objects = RenditionFileQuerySet.as_manager()

    class Meta:
        ordering = ["rendition", "id"]
        constraints = [
            models.UniqueConstraint(fields=["rendition", "format"], name="rendition_has_one_file_per_format"),
            models.CheckConstraint(
                condition=models.Q(format__in=FROZEN_FORMATS), name="rendition_file_format_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"), name="rendition_file_digest_is_a_sha256"
            ),
        ]

    def __str__(self) -> str:
        return self.name
