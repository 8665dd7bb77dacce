"""A real provider of OpenID Connect on this machine (pyop), which can be made to misbehave."""

import base64
import hmac
import json
from urllib.parse import urlsplit

from Cryptodome.PublicKey import RSA
from joserfc import jwk, jwt
from jwkest.jwk import RSAKey
from pyop.authz_state import AuthorizationState
from pyop.exceptions import InvalidAccessToken, OAuthError
from pyop.provider import Provider
from pyop.subject_identifier import HashBasedSubjectIdentifierFactory
from pyop.userinfo import Userinfo
from serving import Server, say

CLIENT, SECRET = "belvedere", "a secret of the two"


class OpenID(Server):
    """Signs ``who`` in without asking.

    ``forge`` is given the claims of a token that the provider made, to change them, and
    returns the key to sign them with, or a secret; None: the provider's own key.
    """

    def __init__(self, back: str):
        super().__init__()
        self._server.RequestHandlerClass.do_POST = self.handle_post
        self.people, self.who, self.forge = {}, "", None
        self.key, self.foreign = (jwk.RSAKey.generate_key(2048) for _ in range(2))
        self.provider = Provider(
            RSAKey(key=RSA.import_key(self.key.as_pem(private=True)), kid="1", alg="RS256"), {
                # pyop asks for https, which a provider on loopback goes without (below)
                "issuer": "https://loopback", "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token", "jwks_uri": f"{self.url}/jwks",
                "userinfo_endpoint": f"{self.url}/userinfo", "subject_types_supported": ["public"],
                "scopes_supported": ["openid", "email", "profile"],
                "response_types_supported": ["code"],
                "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"]},
            AuthorizationState(HashBasedSubjectIdentifierFactory("salt")),
            {CLIENT: {"client_secret": SECRET, "redirect_uris": [back],
                      "response_types": ["code"]}},
            Userinfo(self.people))
        self.provider.configuration_information["issuer"] = self.url

    def knows(self, who: str, **claims) -> None:
        """Give somebody an account at the provider, verified unless said otherwise."""
        self.people[who] = {"email": f"{who}@example.org", "email_verified": True,
                            "name": who.capitalize(), **claims}
        self.who = who

    @staticmethod
    def handle_post(request):
        request.do_GET()

    def handle(self, request):
        parts = urlsplit(request.path)
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0)).decode()
        headers = dict(request.headers)
        try:
            match parts.path:
                case "/.well-known/openid-configuration":
                    _json(request, self.provider.provider_configuration.to_dict())
                case "/jwks":
                    _json(request, self.provider.jwks)
                case "/authorize":
                    asked = self.provider.parse_authentication_request(parts.query)
                    answer = self.provider.authorize(asked, self.who)
                    say(request, 302, Location=answer.request(asked["redirect_uri"]))
                case "/token":
                    told = self.provider.handle_token_request(body, headers).to_dict()
                    _json(request, {**told, "id_token": self._signed(told["id_token"])})
                case "/userinfo":
                    _json(request, self.provider.handle_userinfo_request(body, headers).to_dict())
                case _:
                    say(request, 404)
        except OAuthError as error:
            _json(request, {"error": error.oauth_error}, 400)
        except InvalidAccessToken:
            _json(request, {"error": "invalid_token"}, 401)

    def _signed(self, token: str) -> str:
        if self.forge is None:
            return token
        claims = jwt.decode(token, self.key).claims
        key = self.forge(claims) or self.key
        return by_hand(claims, key) if isinstance(key, bytes) else jwt.encode(
            {"alg": "RS256", "kid": "1"}, claims, key)


NOT_SIGNED = b"none"


def by_hand(claims: dict, secret: bytes) -> str:
    """Return a token that no library would sign: by a secret that all know, or not at all."""
    def coded(content: bytes) -> str:
        return base64.urlsafe_b64encode(content).rstrip(b"=").decode()

    algorithm = "none" if secret == NOT_SIGNED else "HS256"
    head = ".".join(coded(json.dumps(part).encode()) for part in (
        {"alg": algorithm, "kid": "1"}, claims))
    signed = b"" if secret == NOT_SIGNED else hmac.digest(secret, head.encode(), "sha256")
    return f"{head}.{coded(signed)}"


def _json(request, told, status=200):
    say(request, status, json.dumps(told).encode(), Content_Type="application/json")
