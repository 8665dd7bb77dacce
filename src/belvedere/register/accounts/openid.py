"""Signing in by a provider of OpenID Connect: authorization code with PKCE, state and nonce.

Authlib does the protocol. What is ours: which signatures count, that the provider is the
one that is set, and whose account it is. Nobody gets an account by it: who is unknown is
told whom to ask.
"""

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from joserfc.errors import JoseError

from belvedere.register.accounts.models import Account, Identity
from belvedere.register.accounts.own_actions import link_identity
from belvedere.register.accounts.refusals import Refused

_SIGNED = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
           "EdDSA", "Ed25519"}
"""Signatures by a key that only the provider has; never none, never by a shared secret."""


class NoAnswer(Refused):
    """The provider cannot be reached, or answers what it should not."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            "The sign-in of your institution does not answer. Try again later, or sign in by "
            "address and password.",
            "La connexion de votre établissement ne répond pas. Réessayez plus tard, ou "
            "connectez-vous par adresse et mot de passe.")


def begin(request, back: str):
    """Return the way to the provider, which sends its answer ``back``. Raises NoAnswer."""
    try:
        return _provider().authorize_redirect(request, back)
    except (requests.RequestException, AuthlibBaseError, ValueError, RuntimeError):
        raise NoAnswer from None


def finish(request) -> Account:
    """Return whose account it is that the provider answers for. Raises Refused."""
    try:
        provider = _provider()
        token = provider.authorize_access_token(request, leeway=60, claims_options={
            "iss": {"essential": True, "value": settings.OPENID_ISSUER},
            "aud": {"essential": True, "value": settings.OPENID_CLIENT}})
        claims = dict(token.get("userinfo") or {})
        if claims and "email" not in claims:
            told = provider.userinfo(token=token)
            if told.get("sub") == claims["sub"]:
                claims = {**told, **claims}
    except (requests.RequestException, RuntimeError):
        raise NoAnswer from None
    except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError):
        claims = {}
    if not claims.get("sub"):
        raise Refused(
            "Your institution’s answer could not be trusted, or was used before. Begin again.",
            "La réponse de votre établissement n’est pas fiable ou a déjà servi. Recommencez.")
    return _account(claims)


def _provider():
    """Return a client of the provider as it is now: its addresses, keys and signatures."""
    oauth = OAuth()
    oauth.register(
        "openid", client_id=settings.OPENID_CLIENT, client_secret=settings.OPENID_SECRET,
        server_metadata_url=f"{settings.OPENID_ISSUER.rstrip('/')}"
                            "/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256",
                       "default_timeout": 10})
    provider = oauth.create_client("openid")
    told = provider.load_server_metadata()
    if told.get("issuer") != settings.OPENID_ISSUER:
        raise RuntimeError("the provider says that it is another")
    told["id_token_signing_alg_values_supported"] = sorted(
        _SIGNED & set(told.get("id_token_signing_alg_values_supported") or ["RS256"]))
    return provider


def _account(claims: dict) -> Account:
    subject, email = str(claims["sub"]), str(claims.get("email") or "").strip().lower()
    known = Identity.objects.select_related("account").filter(
        issuer=settings.OPENID_ISSUER, subject=subject).first()
    account = known.account if known else None
    if account is None:
        if claims.get("email_verified") not in (True, "true"):
            raise Refused(
                "Your institution has not verified your e-mail address, so your account here "
                "cannot be found by it. Sign in by address and password, or ask an administrator.",
                "Votre établissement n’a pas vérifié votre adresse électronique : elle ne permet "
                "pas de trouver votre compte. Connectez-vous par adresse et mot de passe, ou "
                "adressez-vous à un administrateur.")
        account = Account.objects.filter(email=email).first()
    if account is None:
        raise Refused(
            f"There is no account for {email}. Ask an administrator to invite this address.",
            f"Il n’y a pas de compte pour {email}. Demandez à un administrateur d’inviter cette "
            "adresse.")
    if not account.is_active:
        raise Refused("Your account is closed. Ask an administrator to open it again.",
                      "Votre compte est fermé. Demandez à un administrateur de le rouvrir.")
    if known is None:
        if account.identities.filter(issuer=settings.OPENID_ISSUER).exists():
            raise Refused(
                f"The account of {email} belongs to somebody else of your institution, who had "
                "this address before. Ask an administrator.",
                f"Le compte de {email} appartient à une autre personne de votre établissement, "
                "qui avait cette adresse. Adressez-vous à un administrateur.")
        link_identity(account=account, issuer=settings.OPENID_ISSUER, subject=subject,
                      name=str(claims.get("name") or ""))
    return account
