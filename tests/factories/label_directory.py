"""A directory like that of the first phase, without a database (F004 Annex D; DESIGN §2)."""

from requests_log.labels import AreaName, AuthorityName, DepartmentName, Directory

SINGLE = {
    "barnet": ("E09000003", "Barnet", "London Borough of Barnet"),
    "birmingham": ("E08000025", "Birmingham", "Birmingham City Council"),
    "blackburn-with-darwen": ("E06000008", "Blackburn with Darwen", "Blackburn with Darwen Borough Council"),
    "croydon": ("E09000008", "Croydon", "London Borough of Croydon"),
    "kingston-upon-hull": ("E06000010", "Kingston upon Hull", "Hull City Council"),
    "leicestershire": ("E10000018", "Leicestershire", "Leicestershire County Council"),
    "lewisham": ("E09000023", "Lewisham", "London Borough of Lewisham"),
    "swindon": ("E06000030", "Swindon", "Swindon Borough Council"),
}
MANCHESTER = {
    "E08000001": "Bolton",
    "E08000002": "Bury",
    "E08000003": "Manchester",
    "E08000006": "Salford",
}
WEST_LONDON = {
    "E09000013": ("Hammersmith and Fulham", ("H&F",)),
    "E09000020": ("Kensington and Chelsea", ("K&C",)),
    "E09000032": ("Wandsworth", ()),
    "E09000033": ("Westminster", ()),
}
OUTSIDE = {
    "E06000022": "Bath and North East Somerset",
    "E06000014": "York",
    "E10000023": "North Yorkshire",
}
ALIASES = {"blackburn-with-darwen": ("Blackburn",), "kingston-upon-hull": ("Hull",)}
DEPARTMENTS = {
    "DfE": "Department for Education",
    "DWP": "Department for Work and Pensions",
    "DH": "Department of Health",
    "HO": "Home Office",
    "MoJ": "Ministry of Justice",
    "CO": "Cabinet Office",
    "DCLG": "Department for Communities and Local Government",
    "HMP": "HM Prison Service",
    "ICO": "Information Commissioner’s Office",
}


def first_phase_directory() -> Directory:
    """The areas, authorities and departments that F004 names, and three authorities outside."""
    areas = [AreaName(slug, name, ALIASES.get(slug, ()), (gss,)) for slug, (gss, name, _) in SINGLE.items()]
    areas += [
        AreaName("greater-manchester", "Greater Manchester", ("Manchester",), tuple(MANCHESTER)),
        AreaName("west-london", "West London", (), tuple(WEST_LONDON)),
    ]
    authorities = [AuthorityName(gss, name, official) for gss, name, official in SINGLE.values()]
    authorities += [AuthorityName(gss, name, f"{name} City Council") for gss, name in MANCHESTER.items()]
    authorities += [AuthorityName(gss, name, "", aliases) for gss, (name, aliases) in WEST_LONDON.items()]
    authorities += [AuthorityName(gss, name) for gss, name in OUTSIDE.items()]
    departments = [DepartmentName(abbreviation, name) for abbreviation, name in DEPARTMENTS.items()]
    return Directory(tuple(areas), tuple(authorities), tuple(departments))
