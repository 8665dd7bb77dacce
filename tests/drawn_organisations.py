"""A small drawn reference of organisations: enough of the world for the meaning of matching."""

from belvedere.matching.reference import Reference

# id, name, kind, country, city, other names by kind, parents
_DRAWN = (
    ("inserm", "Inserm", "government", "FR", "Paris",
     {"alias": ["Institut National de la Santé et de la Recherche Médicale"]}, ()),
    ("cochin", "Institut Cochin", "facility", "FR", "Paris", {"alias": ["Cochin Institute"]},
     ("inserm", "descartes")),
    ("descartes", "Université Paris Descartes", "education", "FR", "Paris",
     {"label": ["Paris Descartes University"], "acronym": ["UPD"]}, ()),
    ("rennes", "Centre Hospitalier Universitaire de Rennes", "healthcare", "FR", "Rennes",
     {"alias": ["CHU Rennes"], "acronym": ["CHU"]}, ()),
    ("nantes", "Centre Hospitalier Universitaire de Nantes", "healthcare", "FR", "Nantes",
     {"alias": ["CHU Nantes"], "acronym": ["CHU"]}, ()),
    ("lille", "Centre Hospitalier Universitaire de Lille", "healthcare", "FR", "Lille",
     {"alias": ["CHU Lille"], "acronym": ["CHU"]}, ()),
    ("oxford", "University of Oxford", "education", "GB", "Oxford",
     {"alias": ["Oxford University"]}, ()),
    ("squ", "Sultan Qaboos University", "education", "OM", "Muscat", {"acronym": ["SQU"]}, ()),
    ("roman", "Roman University of Medicine", "education", "RO", "Bucharest", {}, ()),
    ("uga", "University of Georgia", "education", "US", "Athens", {"acronym": ["UGA"]}, ()),
    ("ug", "University of Georgia", "education", "GE", "Tbilisi",
     {"label": ["საქართველოს უნივერსიტეტი"]}, ()),
    ("ucs", "University of California System", "education", "US", "Oakland",
     {"alias": ["University of California"]}, ()),
    ("ucb", "University of California, Berkeley", "education", "US", "Berkeley",
     {"acronym": ["UCB"]}, ("ucs",)),
    ("ucd", "University of California, Davis", "education", "US", "Davis", {}, ("ucs",)),
    ("pku", "Peking University", "education", "CN", "Beijing", {"label": ["北京大学"]}, ()),
    ("cairo", "Cairo University", "education", "EG", "Cairo", {"label": ["جامعة القاهرة"]}, ()),
    ("nott", "St. Mary's Hospital", "healthcare", "GB", "London", {}, ()),
    ("mary", "St. Mary's Hospital", "healthcare", "US", "Waterbury", {}, ()),
    ("montreal", "Université de Montréal", "education", "CA", "Montreal",
     {"label": ["University of Montreal"]}, ()),
    ("physics", "Department of Physics", "other", "PH", "Manila", {}, ()),
    ("ensueno", "Ensueño Software", "company", "ES", "Madrid", {"acronym": ["EG"]}, ()),
    ("tokyo", "University of Tokyo", "education", "JP", "Tokyo", {"label": ["東京大学"]}, ()),
    ("kku", "King Khalid University", "education", "SA", "Abha", {}, ()),
    ("kkh", "King Khaled Hospital", "healthcare", "SA", "Riyadh", {}, ()),
)


def drawn_rows():
    """Return rows of organisation_records, organisation_names, organisation_relations."""
    records, names, relations = [], [], []
    for number, name, kind, country, city, others, parents in _DRAWN:
        own = f"ror:{number}"
        records.append({"record_id": own, "scheme": "ror", "name": name, "kind": kind,
                        "country": country, "city": city, "status": "active"})
        names.append({"record_id": own, "name": name, "kind": "label"})
        names += [{"record_id": own, "name": other, "kind": way}
                  for way, many in others.items() for other in many]
        relations += [{"organisation_id": own, "relation": "part_of",
                       "other_id": f"ror:{parent}"} for parent in parents]
    return records, names, relations


def drawn_reference(works=None) -> Reference:
    """Return the reference; ``works`` are counts of works by what stands after ``ror:``."""
    records, names, relations = drawn_rows()
    records = [row | {"works_count": (works or {}).get(row["record_id"][4:])} for row in records]
    return Reference.of_rows(records, names, relations)
