"""Words of organisations, folded: their abbreviations and their other languages are one word."""

_SAME = {
    "university": """univ univer univers universite universites universitaet universitat
        universitaet universidad universidade universita universitatea universiteit universitet
        universitetet universitete universitesi universitas universiti uniwersytet univerzita
        univerzitet univerzitetu univerza universities universitaria universitario universitaire
        universitar universitaires universitari universitarie universitaria universitat
        universitair universitatis yliopisto ulikool egyetem universytet universitets
        sveuciliste sveucilista universitesy uni
        universitesinin unversity univesity univeristy unviersity universtiy uinversity
        daigaku panepistimio panepistemio unibertsitatea""",
    "institute": """inst institut instituto institutos istituto istituti instituut institutes
        institutul instytut institutet intezet instituts institutt institution insitute
        instituto institucion institusi institutu institutional instituta""",
    "hospital": """hosp hop hopital hopitaux hospitals ospedale ospedaliera ospedaliero ospedali
        krankenhaus hospitalier hospitaliere hospitaliers hospitalar hospitalario hospitalaria
        ziekenhuis sykehus sjukhus spital spitalul szpital korhaz bolnica nemocnice hastanesi
        hospitalet sygehus sjukhuset sykehuset klinikum hospices""",
    "center": """ctr cent centre centers centres centro centros zentrum centrum centru centrul
        centar merkezi keskus centrs""",
    "national": "natl nat nacional nazionale nationale nationaux nationales nationaal narodowy",
    "science": """sci sciences ciencias ciencia scienze scienza wissenschaften wissenschaft
        nauk naukowy scientifique scientifiques scientific cientifica cientifico cientificas
        scientifico sciene scis""",
    "academy": "acad academie academia akademie akademia accademia akademiya akademija academies",
    "college": "coll colleges collegio",
    "school": "sch schools ecole ecoles escuela escola scuola schule skola",
    "faculty": """fac facultad faculte faculdade facolta fakultat fakultaet fakulta faculteit
        fakultet fakulteti facultat facultatea wydzial faculties""",
    "department": """dept dep depts departement departamento dipartimento departments
        departament deptartment dpto dip dipt departmant katedra abteilung""",
    "laboratory": """lab labs laboratoire laboratoires laboratorio laboratorios laboratories
        laboratori labor laboratorium laboratoriya""",
    "research": """res rech recherche recherches investigacion investigaciones investigacao
        ricerca ricerche forschung forschungs onderzoek forskning pesquisa pesquisas researches
        reserch recerca""",
    "technology": """technol tech tecnologia tecnologias technologie technologies technological
        tecnologico tecnologica technologique technologiques teknologi teknoloji tecnol
        technologii tecnologie""",
    "technical": """technische technisch technika tecnica tecnico technique techniques tecnicas
        tekniska teknisk techn techniczny techniczna teknik""",
    "medical": """med medicine medicina medizin medizinische medizinischen medico medica
        medecine medicale medicales medicaux medisch medycyny medyczny medycznych medicinska
        medicas medicos medicinal medyczna mediche""",
    "health": "hlth saude salud sante salute gesundheit zdrowia saglik santé",
    "engineering": """engn eng engg ingenieria ingegneria ingenierie engenharia engineer
        ingenieurwissenschaften ingenieurs""",
    "general": "gen generale generales",
    "international": "int intl internacional internazionale internationale",
    "state": "estado estadual estatal statale",
    "federal": "fed federale",
    "royal": "roy real royale reale koninklijk koninklijke",
    "american": "amer",
    "agricultural": """agr agri agric agriculture agricola agricolas agraria agronomique
        agrarias agrarian agronomiques agricoles agronomica""",
    "polytechnic": """politecnico politecnica polytechnique politechnika politechnic polytechnical
        polytech polytechnics politehnica""",
    "foundation": """fdn fundacion fondation fondazione stiftung fundacao found fundacio
        fondacija""",
    "association": "assoc asociacion associazione associacao",
    "society": "soc sociedad societe societa sociedade gesellschaft",
    "ministry": "minist ministerio ministere ministero ministerium",
    "council": "consejo consiglio conseil conselho consell",
    "company": "co corp corporation inc incorporated ltd limited llc plc pty gmbh spa srl",
    "group": "grp groupe grupo gruppo",
    "management": "mgmt gestion",
    "applied": "appl aplicada aplicadas aplicadas applicata angewandte appliquees appliquee",
    "system": "sys systems sistemas systemes",
    "study": "studies studi estudios etudes estudos stud studien",
    "physics": "phys physik physique fisica fisicas",
    "chemistry": "chem chim chemie chimie quimica chimica",
    "biology": "biol biologie biologia biological",
    "environmental": "environm environment environnement environ ambiente ambiental",
    "education": "educ educacion education educacao",
    "cancer": "canc",
    "children": "child childrens childs",
    "st": "saint saints ste sankt sainte",
    "new": "nouvelle nouveau nueva",
    "north": "nord norte",
    "south": "sud",
    "east": "est",
    "west": "ouest",
    "provincial": "prov",
    "municipal": "municipality",
    "clinic": "clin clinica clinique klinik klinika clinics poliklinik klinikk",
    "sport": "sports deporte deportes",
    "art": "arts artes",
    "veterinary": "vet veterinaria veterinario veterinaire",
    "pharmacy": "pharm pharmacie farmacia farmacie",
    "economics": "econ economia economic",
    "catholic": "catolica cattolica catholique katholieke katolicki katholische",
    "autonomous": "autonoma autonome",
    "free": "libre libera",
    "regional": "regionale",
    "city": "ciudad ville citta",
    "military": "militar militaire militare",
    "industrial": "ind industriel industrielle industriale",
    "computer": "comput computing computers informatica informatique",
    "mathematics": "math maths mathematical mathematik mathematiques matematica matematicas",
    "nuclear": "nucl nucleaire nucleare",
    "energy": "energie energia",
    "advanced": "adv",
    "development": "dev desarrollo developpement desenvolvimento sviluppo",
    "administration": "adm admin administracion",
    "humanity": "humanities humanidades",
    "social": "sociales sociais sociali",
    "organization": "organisation organizations organisations organizacion organizzazione",
    "business": "bus",
}

OF_UNIVERSITIES = frozenset("""universitaria universitario universitarias universitarios
    universitaire universitaires universitari universitarie universitar""".split())
"""Adjectives after what is a university's: Hospital Universitario de Salamanca."""

STOP = frozenset("""
    of the de du des la le les l d di del dei della delle dell degli da do dos das der die den dem
    und and et y e i for fur in at on zu van von het een a an pour per para el los las o os as
    im am ved och og w na ob n us currently with dr
""".split()) - {"us", "n", "na"}
"""Small words that names are written with or without."""

AND = frozenset("and et und e y i og och ja".split())
"""Those of them that stand between two names."""

_FOLDED = {
    variant: word for word, variants in _SAME.items()
    for variant in variants.split()
}
# A company's form says nothing of which company it is.
_FOLDED |= dict.fromkeys("co corp corporation inc incorporated ltd limited llc plc pty gmbh spa "
                         "srl sarl bv nv ag kg kgaa ltda company".split(), "")
_FOLDED |= dict.fromkeys(STOP, "")
_FOLDED |= dict.fromkeys(("u of", "uof"), "university")  # U. of Illinois, cut as one piece
ORGANISATION = frozenset(
    "university institute hospital center academy college school laboratory polytechnic foundation "
    "ministry council clinic society association observatory museum agency bureau service "
    "facility company hochschule fachhochschule politecnico haute instituto".split()
)
"""Words that a name of an organisation is made of, whichever one it is."""

COMMON = ORGANISATION | frozenset(_SAME) | frozenset("department faculty division unit".split())


def fold_word(word: str) -> str:
    """Return the one word for a lower-case word, empty where it is a small word."""
    known = _FOLDED.get(word)
    if known is not None:
        return known
    if word.endswith("'s"):
        word = word[:-2] + "s"
    if "e" in word:  # Muenster is Münster
        word = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return _FOLDED.get(word, word)
