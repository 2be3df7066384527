"""Refusals of the local AWS whose codes are none of the API model's own (moto warns of those)."""

from __future__ import annotations


def refusal(code: str, message: str, status: int = 403) -> Exception:
    """Make the error of a service that speaks the query protocol (IAM, RDS), to be raised in a moto action."""
    from moto.core.exceptions import _RESTError

    made = _RESTError(code, message)
    made.code = status
    return made


def json_refusal(code: str, message: str, status: int = 400) -> Exception:
    """Make the error of a service that speaks JSON (Directory Service, SSM), to be raised in a moto action."""
    from moto.core.exceptions import JsonRESTError

    made = JsonRESTError(code, message)
    made.code = status
    return made
