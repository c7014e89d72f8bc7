"""Area and department labels as the papers print them: read, understood, and written.

Pure: no database, no Django. `requests_log.importing` builds the `Directory` from the database.
"""

from .areas import ParsedAreas, compose_areas_label, parse_areas
from .departments import ParsedDepartments, compose_departments_label, parse_departments
from .directory import AreaName, AuthorityName, DepartmentName, Directory
from .problems import BadLabel, LabelError, LabelProblem, NotAMember, NotInAnArea, UnknownName

__all__ = [
    "AreaName",
    "AuthorityName",
    "BadLabel",
    "DepartmentName",
    "Directory",
    "LabelError",
    "LabelProblem",
    "NotAMember",
    "NotInAnArea",
    "ParsedAreas",
    "ParsedDepartments",
    "UnknownName",
    "compose_areas_label",
    "compose_departments_label",
    "parse_areas",
    "parse_departments",
]
