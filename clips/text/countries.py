"""Countries as German and English texts name them, for remarks that hold in one of them."""

import re
from typing import NamedTuple


class Country(NamedTuple):
    """ISO 3166-1 code, names, and the pattern of noun and adjective in both languages."""

    code: str
    german: str
    english: str
    pattern: re.Pattern[str]


def _country(code: str, german: str, english: str, stems: str) -> Country:
    return Country(code, german, english, re.compile(rf"\b(?:{stems})\b", re.IGNORECASE))


# South Tyrol has no code of its own in this list, and comes before the country it is part of.
COUNTRIES = (
    _country("AT", "Österreich", "Austria", r"(?:ö|oe)sterreich\w*|austria|austrians?"),
    _country("CH", "Schweiz", "Switzerland", r"schweiz\w*|switzerland|swiss"),
    _country("DE", "Deutschland", "Germany", r"deutschlands?|bundesdeutsch\w*|deutsche[nrms]?|germany|germans?"),
    _country("LI", "Liechtenstein", "Liechtenstein", r"liechtenstein\w*"),
    _country("LU", "Luxemburg", "Luxembourg", r"luxembo?urg\w*"),
    _country("IT", "Südtirol", "South Tyrol", r"s(?:ü|ue)dtirol\w*|south\s+tyrol\w*"),
    _country("IT", "Italien", "Italy", r"italien\w*|italy|italians?"),
    _country("BE", "Belgien", "Belgium", r"(?:ost)?belgi(?:en|er|sch)\w*|belgium|belgians?"),
    _country("FR", "Frankreich", "France", r"frankreichs?|franz(?:ö|oe)sisch\w*|france|french"),
    _country("NL", "Niederlande", "Netherlands", r"niederl(?:ä|ae?)nd\w*|netherlands|dutch"),
    _country("DK", "Dänemark", "Denmark", r"d(?:ä|ae)nemarks?|d(?:ä|ae)nisch\w*|denmark|danish"),
    _country("PL", "Polen", "Poland", r"polens?|polnisch\w*|poland|polish"),
    _country("CZ", "Tschechien", "Czechia", r"tschechi\w*|czech\w*"),
    _country("GB", "Großbritannien", "United Kingdom", r"gro(?:ß|ss)britanniens?|britisch\w*|united\s+kingdom|british"),
    _country("IE", "Irland", "Ireland", r"irlands?|irisch\w*|ireland|irish"),
    _country("US", "USA", "United States", r"usa|vereinigten?\s+staaten|us-amerikan\w*|united\s+states|americans?"),
    _country("ES", "Spanien", "Spain", r"spaniens?|spanisch\w*|spain|spanish"),
)


def find_countries(text: str) -> list[Country]:
    """The countries that the text names, each code once."""
    found: dict[str, Country] = {}
    for country in COUNTRIES:
        if country.pattern.search(text):
            found.setdefault(country.code, country)
    return list(found.values())
