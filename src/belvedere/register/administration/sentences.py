"""How each action of the audit is told. A new action of the register has its line here."""

from belvedere.register.accounts.permissions import ROLE_WORDS
from belvedere.register.organisations import vocabularies as words
from belvedere.tables.words import Words

ACTIONS = {
    "create": Words("created", "création"),
    "rename": Words("renamed", "changement de nom"),
    "correct": Words("corrected", "correction"),
    "add_code": Words("identifier added", "ajout d’identifiant"),
    "settle": Words("place given", "lieu indiqué"),
    "relate": Words("relation added", "ajout de relation"),
    "end_relation": Words("relation ended", "fin de relation"),
    "move": Words("moved", "déplacement"),
    "close": Words("closed", "fermeture"),
    "merge": Words("merged", "fusion"),
    "split": Words("split", "scission"),
    "refuse_proposal": Words("proposal refused", "proposition refusée"),
    "save_profile": Words("page saved", "page enregistrée"),
    "publish_profile": Words("page published", "page publiée"),
    "restore_profile": Words("page restored", "page rétablie"),
    "invite": Words("invited", "invitation"),
    "grant": Words("role given", "rôle accordé"),
    "withdraw": Words("role withdrawn", "rôle retiré"),
    "deactivate": Words("account closed", "compte fermé"),
    "reactivate": Words("account reopened", "compte rouvert"),
    "link_to_join": Words("new invitation", "nouvelle invitation"),
    "link_to_reset": Words("link to set a password", "lien pour changer de mot de passe"),
    "join": Words("joined", "arrivée"),
    "reset_password": Words("password set by a link", "mot de passe changé par un lien"),
    "change_name": Words("own name changed", "nom changé"),
    "change_password": Words("own password changed", "mot de passe changé"),
    "end_sessions": Words("own sessions ended", "sessions terminées"),
    "link_identity": Words("linked to a provider", "lié à un fournisseur"),
}
"""Each action, in a few words, as it is chosen from a list."""

SENTENCES = {
    "create": Words("{who} created {what}", "{who} a créé {what}"),
    "rename": Words("{who} renamed {what}", "{who} a renommé {what}"),
    "correct": Words("{who} corrected {what}", "{who} a corrigé {what}"),
    "add_code": Words("{who} gave {what} the identifier {value} ({scheme})",
                      "{who} a donné à {what} l’identifiant {value} ({scheme})"),
    "settle": Words("{who} said where {what} is", "{who} a indiqué où se trouve {what}"),
    "relate": Words("{who} said of {what}: {kind} {other}",
                    "{who} a indiqué pour {what} : {kind} {other}"),
    "end_relation": Words("{who} ended for {what} on {end}: {kind} {other}",
                          "{who} a mis fin pour {what}, le {end}, à : {kind} {other}"),
    "move": Words("{who} moved {what}", "{who} a déplacé {what}"),
    "close": Words("{who} closed {what} on {closed}", "{who} a fermé {what} le {closed}"),
    "merge": Words("{who} merged {organisations} into {what} on {on}",
                   "{who} a fusionné {organisations} dans {what} le {on}"),
    "split": Words("{who} split {what} into {into} on {on}",
                   "{who} a scindé {what} en {into} le {on}"),
    "refuse_proposal": Words("{who} refused what {source} {release} proposes: {what}",
                             "{who} a refusé ce que propose {source} {release} : {what}"),
    "save_profile": Words("{who} saved version {version} of the page of {what}",
                          "{who} a enregistré la version {version} de la page de {what}"),
    "publish_profile": Words("{who} published version {version} of the page of {what}",
                             "{who} a publié la version {version} de la page de {what}"),
    "restore_profile": Words("{who} restored version {restores} of the page of {what}",
                             "{who} a rétabli la version {restores} de la page de {what}"),
    "invite": Words("{who} invited {what} as {role} {place}",
                    "{who} a invité {what} comme {role} {place}"),
    "grant": Words("{who} gave {what} the role of {role} {place}",
                   "{who} a donné à {what} le rôle de {role} {place}"),
    "withdraw": Words("{who} took from {what} the role of {role} {place}",
                      "{who} a retiré à {what} le rôle de {role} {place}"),
    "deactivate": Words("{who} closed the account of {what}", "{who} a fermé le compte de {what}"),
    "reactivate": Words("{who} reopened the account of {what}",
                        "{who} a rouvert le compte de {what}"),
    "link_to_join": Words("{who} made a new invitation for {what}",
                          "{who} a refait une invitation pour {what}"),
    "link_to_reset": Words("{who} made a link for {what} to set a password",
                           "{who} a fait un lien pour que {what} change de mot de passe"),
    "join": Words("{who} joined", "{who} a ouvert son compte"),
    "reset_password": Words("{who} set a new password by a link",
                            "{who} a changé de mot de passe par un lien"),
    "change_name": Words("{who} changed their name", "{who} a changé de nom"),
    "change_password": Words("{who} changed their password", "{who} a changé de mot de passe"),
    "end_sessions": Words("{who} ended sessions of theirs", "{who} a terminé de ses sessions"),
    "link_identity": Words("{who} linked their account to a provider",
                           "{who} a lié son compte à un fournisseur"),
}
"""Who did what to what; other names are of what the entry keeps, before or after."""

FIELDS = {
    "name": Words("name", "nom"), "kind": Words("kind", "type"),
    "opened": Words("opened", "ouverture"), "closed": Words("closed", "fermeture"),
    "website": Words("site", "site"), "language": Words("language", "langue"),
    "on": Words("on", "le"), "city": Words("city", "ville"), "country": Words("country", "pays"),
    "address": Words("address", "adresse"), "postcode": Words("postcode", "code postal"),
    "latitude": Words("latitude", "latitude"), "longitude": Words("longitude", "longitude"),
    "start": Words("from", "depuis"), "end": Words("to", "jusqu’à"),
    "label": Words("label", "label"), "succession": Words("succession", "succession"),
    "part_of": words.RELATIONS["part_of"], "into": Words("into", "dans"),
    "goes_on": Words("goes on", "continue"), "version": Words("version", "version"),
    "employees": Words("employees", "effectif"),
    "employees_at": Words("employees as at", "effectif au"),
    "budget": Words("annual budget", "budget annuel"),
    "budget_year": Words("budget of the year", "budget de l’année"),
    "acronym": Words("acronym", "sigle"), "sessions": Words("sessions", "sessions"),
    "issuer": Words("provider", "fournisseur"), "role": Words("role", "rôle"),
    "organisation": Words("organisation", "organisme"),
    **{f"{part}_{language}": Words(f"{title.en} ({language})", f"{title.fr} ({language})")
       for part, title in words.PROFILE.items() for language in ("en", "fr")},
}
"""How the fields that an entry keeps are called; one that is not here keeps its own name."""

VALUES = {
    "kind": {**words.KINDS, **words.RELATIONS, **words.NAME_KINDS}, "role": ROLE_WORDS,
    "scheme": words.SCHEMES, "language": words.LANGUAGES, "succession": words.SUCCESSIONS,
}
"""How the values of vocabularies are called."""

DATES = {"on", "opened", "closed", "start", "end", "employees_at", "budget_year"}
NOT_TOLD = {"because"}
"""What an entry keeps that is told elsewhere in it: the reason."""
