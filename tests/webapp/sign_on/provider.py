"""A sign-in service on this computer: idpyoidc, a provider of OpenID Connect, at a real address, with its own keys.

What it answers can be spoilt before it leaves, as a forger or a faulty service would: the rest stays what it is.
"""

import base64
import json
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptojwt.jws.jws import JWS
from idpyoidc.server import Server
from idpyoidc.server.configure import OPConfiguration
from werkzeug import Request, Response
from werkzeug.serving import WSGIRequestHandler, make_server

CLIENT, SECRET = "formspec-here", "a secret of thirty-two letters and more"
PERSON = {"sub": "someone", "email": "Pat@School.Example", "email_verified": True, "name": "Pat Jones"}
Spoil = Callable[[dict[str, Any]], dict[str, Any]]


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 (its name there)
        pass


class Provider:
    """The service, from `start` to `stop`.

    `person` is who is signed in there, `spoil` changes what a token claims, `alg` how it is signed, `metadata` what the
    service says of itself; `down` is the status of every answer, 0 for none.
    """

    def __init__(self, folder: Path, back: str) -> None:
        self.make_good()
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True, request_handler=_Quiet)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        self._service = Server(OPConfiguration(_configuration(self.issuer), base_path=str(folder)), cwd=str(folder))
        self._service.context.cdb[CLIENT] = {
            "client_secret": SECRET,
            "redirect_uris": [(back, {})],
            "token_endpoint_auth_method": "client_secret_basic",
            "response_types_supported": ["code"],
            "allowed_scopes": ["openid", "email"],
        }
        self._service.keyjar.add_symmetric(CLIENT, SECRET)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def make_good(self) -> None:
        """Let the service be as it should be, and forget whom it let in."""
        self.person: dict[str, Any] = dict(PERSON)
        self.spoil: Spoil | None = None
        self.alg = "RS256"
        self.nonces: list[str] = []
        self.metadata: dict[str, Any] = {}
        self.down: int | None = None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answer(self, environ: dict[str, Any], start: Any) -> Any:
        request = Request(environ)
        if self.down is not None:
            return self._be_down(environ, self.down)(environ, start)
        views = {
            "/.well-known/openid-configuration": self._metadata,
            "/jwks.json": self._keys,
            "/authorization": self._authorize,
            "/token": self._token,
            "/userinfo": self._userinfo,
        }
        return views[request.path](request)(environ, start)

    def _be_down(self, environ: dict[str, Any], status: int) -> Response:
        """Answer with a status, or break off without an answer where that is 0."""
        if not status:
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        return Response("", status)

    def _metadata(self, _: Request) -> Response:
        told = self._service.endpoint["provider_config"].process_request()
        return _json({**told["response_args"], "jwks_uri": f"{self.issuer}/jwks.json", **self.metadata})

    def _keys(self, _: Request) -> Response:
        return Response(self._service.keyjar.export_jwks_as_json(), mimetype="application/json")

    def _authorize(self, request: Request) -> Response:
        self._service.context.userinfo.db[self.person["sub"]] = self.person
        self._service.context.authn_broker.db["anon"]["method"].user = self.person["sub"]
        endpoint = self._service.endpoint["authorization"]
        parsed = endpoint.parse_request(request.args.to_dict())
        if "error" in parsed:
            return _json(parsed.to_dict(), 400)
        self.nonces.append(parsed["nonce"])
        told = endpoint.process_request(parsed)
        if "error" in told:
            return _json({"error": str(told)}, 400)
        return Response(status=302, headers={"Location": endpoint.do_response(request=parsed, **told)["response"]})

    def _token(self, request: Request) -> Response:
        told = self._told("token", request.form.to_dict(), request)
        if "id_token" in told and (self.spoil or self.alg != "RS256"):
            told["id_token"] = self._spoilt(told["id_token"])
        return _json(told, 400 if "error" in told else 200)

    def _userinfo(self, request: Request) -> Response:
        return _json(self._told("userinfo", request.args.to_dict(), request))

    def _told(self, name: str, sent: dict[str, str], request: Request) -> dict[str, Any]:
        endpoint = self._service.endpoint[name]
        http = {"headers": {each.lower(): value for each, value in request.headers.items()}, "method": request.method}
        parsed = endpoint.parse_request(sent, http_info=http)
        told = parsed if "error" in parsed else endpoint.process_request(parsed, http_info=http)
        found = told if "error" in told else told["response_args"]
        return dict(found.to_dict() if hasattr(found, "to_dict") else found)

    def _spoilt(self, token: str) -> str:
        """Return a token signed anew with the service's own key, or as `alg` says, of other claims."""
        claims = self.spoil(_claims(token)) if self.spoil else _claims(token)
        keys = self._service.keyjar.get_signing_key("RSA", "") if self.alg == "RS256" else self._keys_for_alg()
        return str(JWS(json.dumps(claims), alg=self.alg).sign_compact(keys))

    def _keys_for_alg(self) -> list[Any]:
        return [] if self.alg == "none" else self._service.keyjar.get_signing_key("oct", CLIENT)


def expired(claims: dict[str, Any]) -> dict[str, Any]:
    """Return claims whose time is over, by more than clocks differ."""
    return {**claims, "exp": int(time.time()) - 600, "iat": int(time.time()) - 1200}


def _claims(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))


def _json(told: dict[str, Any], status: int = 200) -> Response:
    return Response(json.dumps(told), status, mimetype="application/json")


def _configuration(issuer: str) -> dict[str, Any]:
    return {
        "issuer": issuer,
        "httpc_params": {"verify": False, "timeout": 4},
        "preference": {"subject_types_supported": ["public"]},
        "key_conf": {"key_defs": [{"type": "RSA", "use": ["sig"]}, {"type": "EC", "crv": "P-256", "use": ["sig"]}]},
        "token_handler_args": {
            "key_conf": {"key_defs": [{"type": "oct", "bytes": 32, "use": ["enc"], "kid": "code"}]},
            "code": {"lifetime": 600, "kwargs": {"crypt_conf": _CRYPT}},
            "token": {"class": "idpyoidc.server.token.jwt_token.JWTToken", "kwargs": {"lifetime": 3600}},
            "id_token": {"class": "idpyoidc.server.token.id_token.IDToken", "kwargs": {}},
        },
        "endpoint": {
            "provider_config": {
                "path": ".well-known/openid-configuration",
                "class": "idpyoidc.server.oidc.provider_config.ProviderConfiguration",
                "kwargs": {"client_authn_method": None},
            },
            "authorization": {
                "path": "authorization",
                "class": "idpyoidc.server.oidc.authorization.Authorization",
                "kwargs": {"response_types_supported": ["code"], "response_modes_supported": ["query"]},
            },
            "token": {
                "path": "token",
                "class": "idpyoidc.server.oidc.token.Token",
                "kwargs": {"client_authn_method": ["client_secret_basic", "client_secret_post"]},
            },
            "userinfo": {"path": "userinfo", "class": "idpyoidc.server.oidc.userinfo.UserInfo", "kwargs": {}},
        },
        "add_on": {
            "pkce": {
                "function": "idpyoidc.server.oauth2.add_on.pkce.add_support",
                "kwargs": {"essential": True, "code_challenge_method": "S256"},
            }
        },
        "authentication": {
            "anon": {
                "acr": "urn:oasis:names:tc:SAML:2.0:ac:classes:Password",
                "class": "idpyoidc.server.user_authn.user.NoAuthn",
                "kwargs": {"user": "someone"},
            }
        },
        "userinfo": {"class": "idpyoidc.server.user_info.UserInfo", "kwargs": {"db": {}}},
        "session_params": {"encrypter": _CRYPT},
    }


_CRYPT = {
    "kwargs": {
        "keys": {
            "key_defs": [
                {"type": "OCT", "use": ["enc"], "kid": "password"},
                {"type": "OCT", "use": ["enc"], "kid": "salt"},
            ]
        },
        "iterations": 1,
    }
}
