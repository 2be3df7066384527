"""The front door of the local AWS: metadata service, faults and the record of calls, then moto."""

from __future__ import annotations

import io
import json
import re
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.sandbox.local_aws_services import install_service
from pamdesk.sandbox.local_aws_world import WORLD, SeenCall, World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_CREDENTIAL = re.compile(r"Credential=([^/,\s]+)/[^/]+/[^/]+/([^/]+)/")
_REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found"}


@dataclass(frozen=True, slots=True)
class CallRequest:
    """What a request to AWS says about itself."""

    service: str
    action: str
    user_name: str
    access_key_id: str
    user_agent: str
    json: bool


def read_call(environ: WSGIEnvironment) -> CallRequest:
    """Read which call this is, and put the body back for the next reader."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    credential = _CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
    key_id, service = credential.groups() if credential else ("", "")
    target = environ.get("HTTP_X_AMZ_TARGET", "")
    form = {} if target else parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    action = target.rpartition(".")[2] or form.get("Action", [""])[0]
    user_agent = environ.get("HTTP_USER_AGENT", "")
    return CallRequest(service, action, form.get("UserName", [""])[0], key_id, user_agent, bool(target))


class Front:
    """The WSGI application that the server runs; `answer_control` is given where another process controls it."""

    def __init__(
        self,
        world: World,
        moto: WSGIApplication,
        answer_control: Callable[[str, bytes], bytes | None] | None = None,
    ) -> None:
        """Stand in front of moto for this world."""
        self._world = world
        self._moto = moto
        self._answer_control = answer_control

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "")
        if path.startswith("/latest/"):
            return self._metadata(path, environ, start_response)
        if path.startswith("/moto-api"):
            # moto's own control pages would show every secret and could reset the world.
            return _send(start_response, 404, "text/plain", b"")
        if path == "/local-aws-control":
            return self._control(environ, start_response)
        return self._call(environ, start_response)

    def _metadata(
        self, path: str, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        answer = self._world.metadata.answer(
            environ["REQUEST_METHOD"],
            path,
            environ.get("HTTP_X_AWS_EC2_METADATA_TOKEN", ""),
            environ.get("HTTP_X_AWS_EC2_METADATA_TOKEN_TTL_SECONDS", ""),
            "HTTP_X_FORWARDED_FOR" in environ,
        )
        return _send(start_response, answer.status, answer.content_type, answer.text.encode())

    def _control(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        answer = self._answer_control and self._answer_control(environ.get("HTTP_AUTHORIZATION", ""), body)
        if answer is None:
            return _send(start_response, 404, "text/plain", b"")
        return _send(start_response, 200, "application/json", answer)

    def _call(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        call = read_call(environ)
        fault = self._world.faults.strike(call.action, call.user_name, call.service)
        if fault is not None and fault.kind is FaultKind.DELAY:
            time.sleep(fault.seconds)
        if fault is not None and fault.kind is FaultKind.DROP_REQUEST:
            self._note(call, 0)
            _cut(environ)
        refused = _refusal(fault, call) if fault is not None else None
        if refused is not None:
            self._note(call, refused[0])
            return _send(start_response, *refused)
        install_service(call.service)
        status, headers, body = self._act(environ)
        if fault is not None and fault.kind is FaultKind.DROP_ANSWER:
            self._note(call, 0)
            _cut(environ)
        self._note(call, int(status.split()[0]))
        start_response(status, headers)
        return [body]

    def _act(self, environ: WSGIEnvironment) -> tuple[str, list[tuple[str, str]], bytes]:
        environ[WORLD] = self._world
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start(
            status: str, headers: list[tuple[str, str]], _error: Any = None, /
        ) -> Callable[[bytes], object]:
            started.append((status, headers))
            return lambda _data: None

        with self._world.lock:
            body = b"".join(self._moto(environ, start))
        status, headers = started[-1]
        return status, headers, body

    def _note(self, call: CallRequest, status: int) -> None:
        self._world.seen.append(
            SeenCall(call.action, call.user_name, call.access_key_id, status, call.user_agent)
        )


def _cut(environ: WSGIEnvironment) -> None:
    """Cut the connection without an answer: the server takes the error for a client that has gone."""
    connection: socket.socket = environ["werkzeug.socket"]
    connection.shutdown(socket.SHUT_RDWR)
    raise ConnectionAbortedError("The connection was cut on purpose.")


def _refusal(fault: Fault, call: CallRequest) -> tuple[int, str, bytes] | None:
    match fault.kind:
        case FaultKind.THROTTLE:
            code = "ThrottlingException" if call.json else "Throttling"
            return _error(call, 400, code, "Rate exceeded")
        case FaultKind.REFUSE:
            return _error(call, fault.status, fault.code, "The local AWS was told to refuse this call.")
        case FaultKind.FAIL:
            return _error(
                call, 500, "ServiceFailure", "The request processing has failed because of an internal error."
            )
        case _:
            return None


def _error(call: CallRequest, status: int, code: str, message: str) -> tuple[int, str, bytes]:
    if call.json:
        return status, "application/x-amz-json-1.1", json.dumps({"__type": code, "message": message}).encode()
    inner = f"<Code>{escape(code)}</Code><Message>{escape(message)}</Message>"
    if call.service == "ec2":
        text = f"<Response><Errors><Error>{inner}</Error></Errors><RequestID>local</RequestID></Response>"
    else:
        text = f"<ErrorResponse><Error><Type>Sender</Type>{inner}</Error><RequestId>local</RequestId></ErrorResponse>"
    return status, "text/xml", text.encode()


def _send(start_response: StartResponse, status: int, content_type: str, body: bytes) -> Iterable[bytes]:
    reason = _REASONS.get(status, "Answer")
    start_response(f"{status} {reason}", [("Content-Type", content_type), ("Content-Length", str(len(body)))])
    return [body]
