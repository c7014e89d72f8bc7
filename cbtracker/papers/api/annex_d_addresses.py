"""Where the file of Annex D hangs: the exporters are on this floor, the table on that of families."""

from __future__ import annotations

from cbtracker.papers.api.annex_d import AnnexDFiles
from cbtracker.rest.routes import Route

ROUTES: list[Route] = [Route("annex-d/file", "annex_d_file", AnnexDFiles, {"get": "retrieve"})]
