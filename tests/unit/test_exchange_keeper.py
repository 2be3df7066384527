"""Reading Keeper's project file: its own sample's faults are mended, and everything that is not taken is said with its line."""

from __future__ import annotations

import json

import pytest

from pamdesk.exchange.keeper import read
from pamdesk.exchange.keeper_records import KEPT
from pamdesk.exchange.keeper_rotation import read_complexity
from pamdesk.exchange.plan import ImportPlan, PlannedRecord
from pamdesk.exchange.positioned_json import parse
from pamdesk.exchange.report import LineSeverity, Report
from pamdesk.records.complexity import Complexity
from pamdesk.records.errors import UserError
from pamdesk.records.links import LinkKind
from pamdesk.records.rotation_settings import Method
from pamdesk.records.schedule import Schedule, ScheduleKind
from pamdesk.records.secret import Secret

CANARY = "canary-5b77-import"

# In the form of Keeper's documentation, with both faults of its samples: the list that was never opened (line 7), the
# commas before an end (lines 8 and 24).
SAMPLE = """{
 "project": "Shop",
 "shared_folder_users": {"manage_users": true, "permissions": [{"name": "IT"}]},
 "pam_configuration": {
  "environment": "aws", "title": "Shop AWS", "gateway_name": "Shop gateway", "rotation": "on", "tunneling": "on",
  "port_mapping": ["2222=ssh", "33306=mysql"], "default_rotation_schedule": {"type": "CRON", "cron": "30 18 * * *"},
  "scripts": [{"file": "/srv/notify.ps1", "script_command": "pwsh", "additional_credentials": "dba"] },
              {"file": "/srv/other.sh"},],
  "aws_id": "shop", "aws_access_key_id": "USE_INSTANCE_ROLE", "aws_secret_access_key": "USE_INSTANCE_ROLE",
  "aws_region_names": ["ap-northeast-1", "us-east-1"]
 },
 "pam_data": {
  "rotation_profiles": {"nightly": {"rotation": "general", "schedule": {"type": "on-demand"}, "resource": "Orders DB"}},
  "resources": [
   {"type": "pamDatabase", "title": "Orders DB", "host": "10.0.0.5", "port": "5432", "use_ssl": true,
    "database_type": "postgresql-flexible", "_comment": "ignored",
    "pam_settings": {"options": {"rotation": "on", "ai_settings": {}},
     "connection": {"protocol": "postgresql", "administrative_credentials": "dba", "launch_credentials": ["app"]}},
    "users": [
     {"type": "pamUser", "title": "Orders admin", "login": "dba", "password": "canary-5b77-import",
      "rotation_settings": {"rotation": "general", "enabled": "off", "schedule": {"type": "CRON",
       "cron": "0 0 3 ? * MON", "tz": "Europe/Berlin"}, "password_complexity": "32,5,5,5,5"}},
     {"type": "pamUser", "login": "app", "password": "*****"}
    ],},
   {"type": "pamMachine", "title": "Web", "host": "web.example.com", "port": "not a port", "operating_system": "Windows",
    "attachments": ["/home/x/key.pem"], "favourite_colour": "canary-5b77-import"},
   {"type": "pamToaster", "title": "Toaster"}
  ],
  "users": [
   {"type": "pamUser", "title": "Deploy", "login": "deploy", "rotation_settings": {"rotation": "iam_user", "enabled": "on",
     "schedule": {"type": "YEARLY"}, "password_complexity": "lots"}},
   {"type": "pamUser", "title": "Shared", "login": "shared", "rotation_settings": "nightly"},
   {"type": "login", "title": "Portal", "login": "me", "url": "https://portal.example.com", "otp": "JBSWY3DPEHPK3PXP"},
   {"type": "pamUser", "title": "Odd", "login": "odd", "rotation_settings": {"rotation": "weekly dance"}}
  ]
 }
}
"""


@pytest.fixture(scope="module")
def plan() -> ImportPlan:
    return read(SAMPLE)


def record(plan: ImportPlan, title: str) -> PlannedRecord:
    return next(each for each in plan.records if each.title == title)


def lines(plan: ImportPlan, severity: LineSeverity) -> dict[str, tuple[int, str]]:
    return {each.path: (each.line, each.sentence) for each in plan.lines if each.severity is severity}


def test_every_record_of_the_sample_is_planned_but_the_unknown_type(plan: ImportPlan):
    assert [(each.type, each.title, each.folder) for each in plan.records] == [
        ("pamConfiguration", "Shop AWS", ("Shop",)),
        ("pamDatabase", "Orders DB", ("Shop", "Resources")),
        ("pamUser", "Orders admin", ("Shop", "Users")),
        ("pamUser", "app", ("Shop", "Users")),
        ("pamMachine", "Web", ("Shop", "Resources")),
        ("pamUser", "Deploy", ("Shop", "Users")),
        ("pamUser", "Shared", ("Shop", "Users")),
        ("login", "Portal", ("Shop", "Users")),
        ("pamUser", "Odd", ("Shop", "Users")),
    ]


def test_keepers_names_become_fields_of_the_right_kind(plan: ImportPlan):
    configuration = dict(record(plan, "Shop AWS").fields)
    configuration.pop(KEPT)
    assert configuration == {
        "environment": "aws",
        "rotation_enabled": True,
        "port_mapping": ("2222=ssh", "33306=mysql"),
        "default_schedule": "cron: 30 18 * * * UTC",
        "aws_id": "shop",
        "access_key_id": "USE_INSTANCE_ROLE",
        "secret_access_key": Secret("USE_INSTANCE_ROLE"),
        "region_names": ("ap-northeast-1", "us-east-1"),
    }
    database = dict(record(plan, "Orders DB").fields)
    database.pop(KEPT)
    assert database == {
        "host": "10.0.0.5",
        "port": 5432,
        "use_ssl": True,
        "database_type": "postgresql",
        "rotation_enabled": True,
    }
    assert record(plan, "Portal").fields["one_time_code"] == Secret("JBSWY3DPEHPK3PXP")


def test_links_are_planned_by_place_title_and_login(plan: ImportPlan):
    titles = {each.key: each.title for each in plan.records}

    def named_end(end: int | str) -> str:
        return titles[end] if isinstance(end, int) else end

    named = {(named_end(each.source), each.kind, named_end(each.target)) for each in plan.links}
    assert named == {
        ("Orders DB", LinkKind.ENVIRONMENT, "Shop AWS"),
        ("Web", LinkKind.ENVIRONMENT, "Shop AWS"),
        ("Orders admin", LinkKind.BELONGS_TO, "Orders DB"),
        ("app", LinkKind.BELONGS_TO, "Orders DB"),
        ("dba", LinkKind.ADMIN, "Orders DB"),
        ("app", LinkKind.LAUNCH, "Orders DB"),
        ("Deploy", LinkKind.IAM_USER, "Shop AWS"),
        ("Shared", LinkKind.BELONGS_TO, "Orders DB"),
    }


def test_rotation_settings_are_read_and_iam_user_is_iam_password_here(plan: ImportPlan):
    titles = {each.key: each.title for each in plan.records}
    settings = {titles[each.user]: each for each in plan.rotations}
    assert {title: each.method for title, each in settings.items()} == {
        "Orders admin": Method.GENERAL,
        "Deploy": Method.IAM_PASSWORD,
        "Shared": Method.GENERAL,
    }
    admin = settings["Orders admin"]
    assert admin.schedule == Schedule(kind=ScheduleKind.CRON, cron="0 0 3 ? * MON", zone="Europe/Berlin")
    assert admin.complexity == Complexity(32, 5, 5, 5, 5)
    assert not admin.enabled
    assert (settings["Deploy"].schedule, settings["Deploy"].complexity) == (None, None)
    assert settings["Shared"].schedule == Schedule(kind=ScheduleKind.ON_DEMAND)


def test_scripts_arrive_switched_off_and_marked_as_imported(plan: ImportPlan):
    kept = record(plan, "Shop AWS").fields[KEPT]
    assert isinstance(kept, Secret)
    assert json.loads(kept.reveal())["scripts"] == [
        {
            "file": "/srv/notify.ps1",
            "command": "pwsh",
            "credentials": ["dba"],
            "enabled": False,
            "imported": True,
        },
        {"file": "/srv/other.sh", "command": "", "credentials": [], "enabled": False, "imported": True},
    ]


def test_what_has_no_field_is_kept_sealed(plan: ImportPlan):
    database, web = record(plan, "Orders DB").fields[KEPT], record(plan, "Web")
    assert isinstance(database, Secret)
    assert json.loads(database.reveal())["pam_settings"]["connection"]["protocol"] == "postgresql"
    assert [(each.label, each.value) for each in web.custom] == [("favourite_colour", Secret(CANARY))]


def test_what_was_left_out_is_said_with_its_line(plan: ImportPlan):
    skipped = lines(plan, LineSeverity.SKIPPED)
    assert {path: line for path, (line, _) in skipped.items()} == {
        "shared_folder_users": 3,
        "pam_data.resources[0].users[1].password": 23,
        "pam_data.resources[1].port": 25,
        "pam_data.resources[1].attachments": 26,
        "pam_data.resources[2]": 27,
        "pam_data.users[0].rotation_settings.schedule": 31,
        "pam_data.users[0].rotation_settings.password_complexity": 31,
        "pam_data.users[3].rotation_settings": 34,
    }
    assert skipped["pam_data.resources[0].users[1].password"][1] == (
        "Password is masked in the file; set it after the import."
    )


def test_what_was_taken_in_another_form_is_said_with_its_line(plan: ImportPlan):
    noticed = lines(plan, LineSeverity.NOTICE)
    assert noticed["pam_configuration.scripts[0].additional_credentials"] == (
        7,
        'The list lacks its "["; it was read as a list of one.',
    )
    assert noticed["pam_data.resources[0].database_type"] == (
        16,
        "“postgresql-flexible” was taken as “postgresql”.",
    )
    assert noticed["pam_data.resources[0].users[1]"] == (23, "It has no title; it is called “app”.")


def test_no_line_of_the_report_and_no_repr_holds_a_secret(plan: ImportPlan):
    assert CANARY not in repr(plan)


def test_pamdesks_own_field_names_are_taken_too():
    own = {
        "pam_configuration": {
            "environment": "aws",
            "aws_id": "x",
            "access_key_id": "AKIA0000000000000000",
            "secret_access_key": "s3cret-of-the-key",
            "default_schedule": "daily 03:00 Asia/Tokyo",
            "default_complexity": "24,1,1,1,1",
        },
        "pam_data": {
            "users": [
                {"login": "u", "rotation_settings": {"method": "iam_access_key", "complexity": "24,1,1,1,1"}}
            ]
        },
    }
    plan = read(json.dumps(own))
    fields = plan.records[0].fields
    assert (fields["access_key_id"], fields["default_schedule"]) == (
        "AKIA0000000000000000",
        "daily 03:00 Asia/Tokyo",
    )
    assert [(each.method, each.complexity) for each in plan.rotations] == [
        (Method.IAM_ACCESS_KEY, Complexity(24))
    ]


def test_two_users_of_one_login_on_two_resources_get_titles_that_tell_them_apart():
    resources = [
        {"type": "pamDatabase", "title": name, "host": "h", "users": [{"type": "pamUser", "login": "root"}]}
        for name in ("A", "B")
    ]
    plan = read(json.dumps({"pam_data": {"resources": resources}}))
    assert [each.title for each in plan.records if each.type == "pamUser"] == ["root", "root on B"]


@pytest.mark.parametrize("text", ["[]", '"x"', "{}", '{"project": "x"}'])
def test_a_file_that_holds_no_project_is_refused_in_one_sentence(text: str):
    with pytest.raises(UserError) as raised:
        read(text)
    assert raised.value.message.startswith("The file holds no project")


@pytest.mark.parametrize(
    "data",
    [
        {"resources": "x", "users": 3},
        {"resources": [None, 1, "x", [], {}], "users": [None, {"type": 5}]},
        {
            "resources": [
                {"type": "pamMachine", "host": {"a": 1}, "users": "u", "pam_settings": 7, "scripts": 1}
            ]
        },
        {"users": [{"login": "x", "rotation_settings": {"rotation": ["general"], "schedule": 5}}]},
        {"rotation_profiles": [], "users": [{"login": "x", "rotation_settings": "p"}]},
    ],
)
def test_values_of_an_unexpected_kind_are_left_out_and_never_end_the_import(data: object):
    plan = read(json.dumps({"pam_configuration": {"environment": ["aws"]}, "pam_data": data}))
    assert plan.lines


def test_a_configuration_of_an_unknown_environment_is_left_out_with_its_links():
    text = json.dumps(
        {
            "pam_configuration": {"environment": "mars"},
            "pam_data": {"resources": [{"type": "pamMachine", "title": "m", "host": "h"}]},
        }
    )
    plan = read(text)
    assert [each.type for each in plan.records] == ["pamMachine"]
    assert plan.links == ()


def test_a_sixth_part_of_a_complexity_is_taken_and_said() -> None:
    report = Report()
    complexity = read_complexity(parse('"24,1,1,1,1,!#"', report), "path", report)
    assert complexity == Complexity(24, 1, 1, 1, 1, "!#")
    (line,) = report.lines
    assert (line.severity, line.sentence) == (
        LineSeverity.NOTICE,
        "The complexity “24,1,1,1,1,!#” has a sixth part: new passwords take their symbols from !# alone.",
    )
    assert read_complexity(parse('"24,1,1,1,1"', report), "path", report) == Complexity(24, 1, 1, 1, 1)
    assert report.lines == (line,)
