"""Closes the gaps of moto that matter to rotation, so that what the local AWS answers is what AWS would.

Added or mended here (moto 5.2): an inactive, too young or expired key is refused; policies are evaluated with their
Resource and the usual Conditions; the account password policy and its reuse history hold; ChangePassword and
SimulatePrincipalPolicy exist; errors of JSON services have the codes of JSON services. A request that did not come
through `local_aws.LocalAws` (no world in its WSGI environment) is left to moto.

Not evaluated: permission boundaries, service control policies, session policies, resource policies (but role trust).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pamdesk.sandbox import local_aws_moto_keys as keys
from pamdesk.sandbox.local_aws_keys import KeyUse
from pamdesk.sandbox.local_aws_passwords import PasswordRules, malformed, violation
from pamdesk.sandbox.local_aws_policies import Decision, decide
from pamdesk.sandbox.local_aws_refusals import refusal
from pamdesk.sandbox.local_aws_resources import parameter, resources
from pamdesk.sandbox.local_aws_world import WORLD, World

if TYPE_CHECKING:
    from moto.core.responses import ActionResult, BaseResponse
    from moto.iam.models import Group, IAMBackend, Role, User
    from moto.iam.responses import IamResponse

# moto asks only whether there is one; the digests are the world's.
_HAS_PASSWORD = "*"  # noqa: S105
_JSON_CODES = {
    "AccessDenied": "AccessDeniedException",
    "InvalidClientTokenId": "UnrecognizedClientException",
    "SignatureDoesNotMatch": "InvalidSignatureException",
    "ExpiredToken": "ExpiredTokenException",
}


@functools.cache
def install() -> None:
    """Put the mended behaviour into moto's classes, once in a process."""
    from moto.core.authorization import ActionAuthenticatorMixin
    from moto.iam.responses import IamResponse

    original = ActionAuthenticatorMixin._authenticate_and_authorize_action

    def authorize(self: BaseResponse, iam_request_cls: type, resource: str = "*") -> None:
        world = self.normalized_request.environ.get(WORLD)
        if world is None:
            original(self, iam_request_cls, resource)
        else:
            _authorize(world, self, iam_request_cls)

    _replace(ActionAuthenticatorMixin, _authenticate_and_authorize_action=authorize)
    _replace(
        IamResponse,
        create_login_profile=_with_world(IamResponse.create_login_profile, _create_login_profile),
        update_login_profile=_with_world(IamResponse.update_login_profile, _update_login_profile),
        delete_login_profile=_with_world(IamResponse.delete_login_profile, _delete_login_profile),
        create_access_key=_with_world(IamResponse.create_access_key, keys.create_access_key),
        update_access_key=_with_world(IamResponse.update_access_key, keys.update_access_key),
        delete_access_key=_with_world(IamResponse.delete_access_key, keys.delete_access_key),
        list_access_keys=_with_world(IamResponse.list_access_keys, keys.list_access_keys),
        get_access_key_last_used=_with_world(
            IamResponse.get_access_key_last_used, keys.get_access_key_last_used
        ),
        change_password=_with_world(None, _change_password),
        simulate_principal_policy=_with_world(None, _simulate_principal_policy),
    )


def _replace(owner: type, **methods: Callable[..., object]) -> None:
    for name, method in methods.items():
        setattr(owner, name, method)


def _with_world(
    original: Callable[[IamResponse], ActionResult] | None,
    mended: Callable[[World, IamResponse], ActionResult],
) -> Callable[[IamResponse], ActionResult]:
    def action(self: IamResponse) -> ActionResult:
        world = self.normalized_request.environ.get(WORLD)
        if world is not None:
            return mended(world, self)
        if original is None:
            raise RuntimeError("moto itself does not have this action.")
        return original(self)

    return action


def _authorize(world: World, response: BaseResponse, iam_request_cls: type) -> None:
    """Check the key, its signature and its permission; raises moto's own refusals in the caller's protocol."""
    from moto.core.exceptions import JsonRESTError, _RESTError

    try:
        _check(world, response, iam_request_cls)
    except _RESTError as refusal:
        if "X-Amz-Target" not in response.headers:
            raise
        mended = JsonRESTError(_JSON_CODES.get(refusal.error_type, refusal.error_type), refusal.message)
        mended.code = 400
        raise mended from refusal


def _check(world: World, response: BaseResponse, iam_request_cls: type) -> None:
    from moto.core.exceptions import AccessDeniedError, InvalidClientTokenIdError

    if "Authorization" not in response.headers:
        raise refusal("MissingAuthenticationToken", "Request is missing Authentication Token")
    path = response.raw_path + (f"?{response.parsed_url.query}" if response.parsed_url.query else "")
    request = iam_request_cls(
        account_id=response.current_account,
        method=response.method,
        path=path,
        data=response.data,
        body=response.raw_body,
        headers=response.headers,
        action=response._get_action(),
    )
    _check_age_and_status(world, request, InvalidClientTokenIdError)
    request.check_signature()
    _note_use(world, request)
    if request._action == "sts:GetCallerIdentity":
        return
    for resource in resources(request):
        if not _permitted(request, resource):
            raise AccessDeniedError(request._access_key.arn, f"{request._action} on resource: {resource}")


def _check_age_and_status(world: World, request: Any, invalid: Callable[[], Exception]) -> None:
    from moto.core.utils import utcnow
    from moto.sts.models import sts_backends

    backend = request.backend
    key = backend.access_keys.get(request._access_key._access_key_id)
    if key is None:
        raise invalid()
    code = world.keys.refusal(key.access_key_id, key.status, utcnow())
    if code == "SignatureDoesNotMatch":
        raise refusal(code, "The request signature we calculated does not match the signature you provided.")
    if code:
        raise invalid()
    role = sts_backends[request.account_id][backend.partition].get_assumed_role_from_access_key(
        key.access_key_id
    )
    if role is not None and role.expiration <= utcnow():
        raise refusal("ExpiredToken", "The security token included in the request is expired")


def _note_use(world: World, request: Any) -> None:
    from moto.core.utils import utcnow

    use = KeyUse(utcnow(), request._service, request._region)
    world.keys.used(request._access_key._access_key_id, use)


def _permitted(request: Any, resource: str) -> bool:
    backend: IAMBackend = request.backend
    caller = request._access_key
    user_name = getattr(caller, "_owner_user_name", "")
    context = {
        "aws:username": user_name,
        "aws:principalarn": caller.arn,
        "aws:requestedregion": request._region,
    }
    external_id = parameter(request._data, "ExternalId")
    if external_id:
        context["sts:externalid"] = external_id
    policy = backend.account_password_policy
    if (
        request._action == "iam:ChangePassword"
        and policy is not None
        and policy.allow_users_to_change_password
    ):
        return True
    documents = list(
        _user_documents(backend, user_name)
        if user_name
        else _attached(backend.get_role(caller._owner_role_name))
    )
    if decide(documents, request._action, resource, context) is not Decision.ALLOWED:
        return False
    return request._action != "sts:AssumeRole" or _trusts(resource, caller.arn, context)


def _trusts(role_arn: str, principal: str, context: Mapping[str, str]) -> bool:
    """Ask the role's own trust policy; a role that does not exist trusts nobody, as in AWS."""
    from moto.iam.exceptions import NotFoundException
    from moto.iam.models import iam_backends

    partition, account_id = role_arn.split(":")[1], role_arn.split(":")[4]
    try:
        role = iam_backends[account_id][partition].get_role_by_arn(role_arn)
    except NotFoundException:
        return False
    trust = [role.assume_role_policy_document]
    return decide(trust, "sts:AssumeRole", "*", context, principal) is Decision.ALLOWED


def _attached(holder: User | Role | Group) -> Iterator[str]:
    yield from holder.policies.values()
    for policy in holder.managed_policies.values():
        yield from (version.document for version in policy.versions if version.is_default)


def _user_documents(backend: IAMBackend, user_name: str) -> Iterator[str]:
    yield from _attached(backend.get_user(user_name))
    for group in backend.get_groups_for_user(user_name):
        yield from _attached(group)


def _rules(backend: IAMBackend) -> PasswordRules | None:
    policy = backend.account_password_policy
    if policy is None:
        return None
    return PasswordRules(
        minimum_length=policy.minimum_password_length,
        upper=policy.require_uppercase_characters,
        lower=policy.require_lowercase_characters,
        digits=policy.require_numbers,
        symbols=policy.require_symbols,
        reuse_prevention=policy.password_reuse_prevention or 0,
    )


def _set_password(world: World, backend: IAMBackend, user: User, password: str) -> None:
    """Hold the account's policy, then set the password; moto itself learns only that there is one."""
    from moto.iam.exceptions import IAMException, ValidationError

    if malformed(password):
        raise ValidationError("1 validation error detected: Value at 'password' failed to satisfy constraint")
    rules = _rules(backend)
    broken = violation(rules, password, user.name)
    if not broken and rules is not None and world.passwords.reused(user.id, password, rules.reuse_prevention):
        broken = "Password was used recently and cannot be used again"
    if broken:
        raise IAMException("PasswordPolicyViolation", broken)
    world.passwords.set(user.id, password)
    user.password = _HAS_PASSWORD


def _create_login_profile(world: World, response: IamResponse) -> ActionResult:
    from moto.core.responses import ActionResult
    from moto.iam.exceptions import EntityAlreadyExists

    user = response.backend.get_user(response._get_param("UserName"))
    if user.password:
        raise EntityAlreadyExists(f"Login Profile for user {user.name} already exists.")
    _set_password(world, response.backend, user, response._get_param("Password"))
    user.password_reset_required = bool(response._get_param("PasswordResetRequired"))
    profile = {
        "UserName": user.name,
        "CreateDate": user.create_date,
        "PasswordResetRequired": user.password_reset_required,
    }
    return ActionResult({"LoginProfile": profile})


def _update_login_profile(world: World, response: IamResponse) -> ActionResult:
    from moto.core.responses import EmptyResult

    user = response.backend.get_login_profile(response._get_param("UserName"))
    password, reset_required = response._get_param("Password"), response._get_param("PasswordResetRequired")
    if password is not None:
        _set_password(world, response.backend, user, password)
    if reset_required is not None:
        user.password_reset_required = bool(reset_required)
    return EmptyResult()


def _delete_login_profile(world: World, response: IamResponse) -> ActionResult:
    from moto.core.responses import EmptyResult

    user = response.backend.get_login_profile(response._get_param("UserName"))
    response.backend.delete_login_profile(user.name)
    world.passwords.remove(user.id)
    return EmptyResult()


def _change_password(world: World, response: IamResponse) -> ActionResult:
    from moto.core.responses import EmptyResult
    from moto.iam.exceptions import IAMException

    user = response.backend.get_user_from_access_key_id(response.get_access_key())
    if user is None:
        raise IAMException("InvalidUserType", "Only an IAM user can change its own password.")
    response.backend.get_login_profile(user.name)
    if not world.passwords.accepts(user.id, response._get_param("OldPassword")):
        raise refusal("AccessDenied", "The old password was incorrect.")
    _set_password(world, response.backend, user, response._get_param("NewPassword"))
    user.password_reset_required = False
    return EmptyResult()


def _simulate_principal_policy(_world: World, response: IamResponse) -> ActionResult:
    """Answer from the policies of a user (and its groups) or role, attached and inline; context entries count."""
    from moto.core.responses import ActionResult

    source = response._get_param("PolicySourceArn")
    kind, _, name = source.split(":", 5)[5].partition("/")
    name, backend = name.rpartition("/")[2], response.backend
    documents = list(_user_documents(backend, name) if kind == "user" else _attached(backend.get_role(name)))
    context = {"aws:username": name if kind == "user" else "", "aws:principalarn": source}
    for entry in response._get_param("ContextEntries") or ():
        values = entry.get("ContextKeyValues") or ("",)
        context[entry["ContextKeyName"].lower()] = values[0]
    results = [
        {
            "EvalActionName": action,
            "EvalResourceName": resource,
            "EvalDecision": decide(documents, action, resource, context).value,
            "MatchedStatements": [],
            "MissingContextValues": [],
        }
        for action in response._get_param("ActionNames")
        for resource in response._get_param("ResourceArns") or ("*",)
    ]
    return ActionResult({"EvaluationResults": results, "IsTruncated": False})
