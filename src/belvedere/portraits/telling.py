"""How a figure is said: its dates, of whom it is, what it is limited to."""

from belvedere.indicators.definition import (
    Condition,
    Growth,
    Indicator,
    Mean,
    Portion,
    Share,
    Specialisation,
    Words,
)
from belvedere.indicators.figure import Figure, told
from belvedere.indicators.question import Period, Question, Whom
from belvedere.portraits.labels import COLUMNS, countries, label
from belvedere.tables.dates import said_date

_COUNTING = {
    "full": Words("counted in full", "compte entier"),
    "fractional": Words("counted in fractions", "compte fractionnaire"),
}
WORLD_NAME = Words("the whole world", "le monde entier")


def on(written: str, language: str) -> str:
    """Return when something happened, at the head of a sentence: In 2007, On 1 May 2014."""
    exact = len(written) == 10
    before = {("en", True): "On", ("en", False): "In", ("fr", True): "Le", ("fr", False): "En"}
    return f"{before[language, exact]} {said_date(written, language)}"


def said_period(when: Period, is_stock: bool, language: str) -> str:
    """Return the period of a flow, or the day of a stock, as a reader says it."""
    if is_stock:
        day = said_date(when.last.isoformat(), language)
        return f"au {day}" if language == "fr" else f"as at {day}"
    first, _, last = when.written.partition("..")
    if not last:
        return said_date(first.strip(), language)
    ends = [said_date(end.strip(), language) for end in (first, last)]
    if all(len(end) == 4 for end in ends):
        return "–".join(ends)
    if language != "fr":
        return "{} to {}".format(*ends)
    exact = len(first.strip()) == len(last.strip()) == 10
    return ("du {} au {}" if exact else "de {} à {}").format(*ends)


_STANDS = {
    "today": Words(
        "Organisations as this edition knows them: what a predecessor did stays its own.",
        "Organismes tels que cette édition les connaît : ce qu’a fait un prédécesseur reste sien."),
    "period_end": Words(
        "Organisations as they hung together on that day: what came later rewrites nothing.",
        "Organismes tels qu’ils étaient rattachés ce jour-là : la suite n’y récrit rien."),
    "record_date": Words(
        "Organisations as they hung together on each record’s own date.",
        "Organismes tels qu’ils étaient rattachés à la date de chaque fiche."),
}


def said_stands(definition: Indicator, language: str) -> str:
    """Return as of when a figure takes organisations to hang together."""
    return _STANDS[definition.stands](language)


def name_of(whom: Whom, language: str) -> str:
    """Return the name of an organisation, a country or the world in a language."""
    if whom.kind == "world":
        return WORLD_NAME(language)
    if whom.kind == "country":
        return countries(language).get(whom.id, whom.id)
    return whom.name


def subject(whom: Whom, language: str) -> str:
    """Return somebody's name as the subject of a sentence."""
    if whom.kind == "country" and language == "fr":
        # the article of a country is in no list that we have: Allemagne, but l’Allemagne
        return f"Le pays ({name_of(whom, language)})"
    name = name_of(whom, language)
    return name.capitalize() if whom.kind == "world" else name


def limits(question: Question, language: str) -> list[str]:
    """Return what a question is limited to: "Programme: FP7 (2007–2013)"."""
    colon = "\u00a0: " if language == "fr" else ": "
    return [
        question.dimension(name).title(language) + colon
        + label(value, language, question.dimension(name).column)
        for name, value in question.where
    ]


def particulars(figure: Figure, language: str) -> list[str]:
    """Return what a figure is of besides whom: limits, period, counting."""
    question = figure.question
    said = limits(question, language)
    if figure.when is not None:
        said.append(said_period(figure.when, question.is_stock, language))
    if not isinstance(question.indicator.measure, Growth):
        said.append(_COUNTING[question.counting](language))
    return said


FEW = "\u00a0*"
"""What marks a value that rests on few articles."""


def said_few(definition: Indicator, language: str) -> str:
    """Return what the mark of a small number means."""
    least = definition.rank_minimum
    return (f"* moins de {least} articles : quelques-uns de plus ou de moins le changeraient "
            "beaucoup." if language == "fr" else
            f"* fewer than {least} articles: a few more or fewer would change it much.")


def under(figure: Figure, language: str) -> str:
    """Return the two numbers under a share: "20 of 78"; an empty text for other measures,
    and where nothing can be told."""
    if not isinstance(figure.question.indicator.measure, Share) or not figure.sums:
        return ""
    parts = [told(figure.sums[name], "", language) for name in ("numerator", "denominator")]
    return (" sur " if language == "fr" else " of ").join(parts)


def column_title(path: str, language: str) -> str:
    """Return what a reader calls a column, which may be reached through a link."""
    name = path if path in COLUMNS else path.rpartition(".")[2]
    return COLUMNS[name](language) if name in COLUMNS else name.replace("_", " ")


def said_condition(condition: Condition, language: str) -> str:
    """Return a condition of a definition in words."""
    french = language == "fr"
    title = column_title(condition.column, language)
    if condition.is_ in ("among", "not_among"):
        values = [label(value, language, condition.column) for value in condition.value]
        choice = (" ou " if french else " or ").join(values)
        kept = condition.is_ == "among"
        said = (f"{title} : {choice}" if kept else f"{title} : autre que {choice}") if french else (
            f"{title}: {choice}" if kept else f"{title}: other than {choice}")
    elif condition.is_ == "at_least":
        said = (f"{title} : au moins {condition.value}" if french
                else f"{title}: at least {condition.value}")
    elif condition.is_ == "true":
        said = f"{title} : oui" if french else f"{title}: yes"
    else:
        said = f"{title} : connu" if french else f"{title}: known"
    return said + _UNKNOWN[condition.unknown](language)


_UNKNOWN = {
    "undecided": Words("", ""),
    "counted": Words(" (a record that does not say counts)",
                     " (une fiche qui ne le dit pas compte)"),
    "left_out": Words(" (a record that does not say does not count)",
                      " (une fiche qui ne le dit pas ne compte pas)"),
}


def said_measure(definition: Indicator, language: str) -> str:
    """Return how the rows of a definition add up, in words."""
    measure = definition.measure
    key = column_title(definition.key, language)
    if isinstance(measure, Share):
        conditions = "; ".join(said_condition(c, language) for c in measure.of)
        return (f"Parmi les fiches comptées (chaque {key} une fois), la part de celles dont "
                f"{conditions}." if language == "fr" else
                f"Of the records counted (each {key} once), the share with {conditions}.")
    if isinstance(measure, Growth):
        return ("Croissance annuelle composée, de la première à la dernière année."
                if language == "fr" else
                "Compound growth a year, from the first to the last year.")
    if isinstance(measure, Mean):
        title = column_title(measure.column, language)
        return (f"Moyenne sur les fiches, chacune selon son poids : {title}."
                if language == "fr" else
                f"Mean over the records, each with its weight: {title}.")
    if isinstance(measure, Portion):
        return ("Le nombre, rapporté à celui du monde ou du pays." if language == "fr"
                else "The number, over that of the world or of the country.")
    if isinstance(measure, Specialisation):
        return ("Sa part dans ce à quoi la question est limitée, rapportée à celle du monde."
                if language == "fr" else
                "Its share in what the question is limited to, over the world’s.")
    if column := getattr(measure, "column", None):
        title = column_title(column, language)
        return (f"Somme sur les fiches : {title}." if language == "fr"
                else f"Sum over the records: {title}.")
    return f"Chaque {key} une fois." if language == "fr" else f"Each {key} once."
