"""The words of the transfer desk, each in both languages, and the forms of its identifiers."""

from belvedere.tables.words import Words

FIELDS = {
    "therapeutic": Words("Therapeutics", "Thérapeutique"),
    "vaccine": Words("Vaccines", "Vaccins"),
    "diagnostic": Words("Diagnostics", "Diagnostic"),
    "device": Words("Medical devices", "Dispositifs médicaux"),
    "research_tool": Words("Research tools", "Outils de recherche"),
    "digital": Words("Software and data", "Logiciels et données"),
    "other": Words("Other", "Autre"),
}
CONTRACTS = {
    "rd": Words("R&D", "R&D"),
    "licence": Words("Licence", "Licence"),
    "option": Words("Option", "Option"),
    "material_transfer": Words("Material transfer", "Transfert de matériel"),
    "confidentiality": Words("Confidentiality", "Confidentialité"),
}
SIZES = {
    "sme": Words("Small or medium company", "Petite ou moyenne entreprise"),
    "mid": Words("Mid-sized company", "Entreprise de taille intermédiaire"),
    "large": Words("Large company", "Grande entreprise"),
    "public": Words("Public or non-profit body", "Organisme public ou sans but lucratif"),
}
"""As the partner was when it signed."""
FILINGS = {
    "priority": Words("Priority", "Priorité"),
    "extension": Words("Extension", "Extension"),
}
STATUSES = {
    "pending": Words("Pending", "En instance"), "granted": Words("Granted", "Délivrée"),
    "refused": Words("Refused", "Rejetée"), "taken_back": Words("Withdrawn", "Retirée"),
    "lapsed": Words("Lapsed", "Déchue"), "expired": Words("Expired", "Expirée"),
}
OVER = ("refused", "taken_back", "expired")
"""What is so stays so; an application that lapsed can be restored."""
OFFICES = {
    "AU": Words("Australia", "Australie"), "BR": Words("Brazil", "Brésil"),
    "CA": Words("Canada", "Canada"), "CH": Words("Switzerland", "Suisse"),
    "CN": Words("China", "Chine"), "DE": Words("Germany", "Allemagne"),
    "EA": Words("Eurasia (EAPO)", "Eurasie (OEAB)"), "EP": Words("Europe (EPO)", "Europe (OEB)"),
    "ES": Words("Spain", "Espagne"), "FR": Words("France (INPI)", "France (INPI)"),
    "GB": Words("United Kingdom", "Royaume-Uni"), "HK": Words("Hong Kong", "Hong Kong"),
    "IL": Words("Israel", "Israël"), "IN": Words("India", "Inde"), "IT": Words("Italy", "Italie"),
    "JP": Words("Japan", "Japon"), "KR": Words("Korea", "Corée"),
    "MX": Words("Mexico", "Mexique"), "OA": Words("Africa (OAPI)", "Afrique (OAPI)"),
    "SG": Words("Singapore", "Singapour"), "US": Words("United States", "États-Unis"),
    "WO": Words("International (PCT)", "Internationale (PCT)"),
    "ZA": Words("South Africa", "Afrique du Sud"),
}
"""Offices, by the two letters with which their numbers begin (WIPO ST.3)."""
APPLICATION = r"[A-Z]{2}[0-9][0-9A-Z/.-]{3,22}"
FAMILY = r"F\d{4}-\d{3,6}"
