"""What docker-compose.yml, Dockerfile and the proxy's file say holds; no Docker is needed to ask.

That the same commands together serve pages and send emails is shown in tests/integration/running.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from celery.bin.celery import celery
from click import Context
from django.core.management import get_commands

from tests.conventions.source import ROOT
from tests.conventions.test_docs import first_column

TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
CADDYFILE = ROOT / "proxy/Caddyfile"
STAGES = dict(re.findall(r"^FROM (\S+) AS (\w+)$", DOCKERFILE, flags=re.M))
FROM_ABROAD = [*(service["image"] for service in SERVICES.values() if "build" not in service), *STAGES]
SCALED = ("web", "worker")
# These end by themselves when they have done their work.
ENDS = {"migrate"}
PINNED = re.compile(r":\d+(\.\d+)*(-[a-z0-9]+)*$")
# Of the image, not of cbtracker.
OF_IMAGES = {"POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_DB", "POSTGRES_INITDB_ARGS"}


def stage(name: str) -> str:
    """What Dockerfile says of the stage `name`."""
    return re.split(rf"^FROM \S+ AS {name}$", DOCKERFILE, flags=re.M)[1].split("\nFROM ", 1)[0]


def commands() -> list[list[str]]:
    """Every command of every service and image, and of every health check that runs a program of ours."""
    said = [service["command"] for service in SERVICES.values() if "command" in service]
    said += [
        shlex.join(service["healthcheck"]["test"][1:]) for service in SERVICES.values() if "healthcheck" in service
    ]
    said += [line.split("&& ")[-1] for line in stage("cbtracker").splitlines() if "manage.py" in line]
    found = []
    for command in said:
        words = shlex.split(command)
        found += [shlex.split(one) for one in words[2].split(" && ")] if words[:2] == ["sh", "-c"] else [words]
    return found


def managed() -> list[str]:
    """Each management command that is run anywhere."""
    return [words[words.index("manage.py") + 1] for words in commands() if "manage.py" in words]


def test_every_management_command_exists():
    assert len(managed()) >= 5
    assert [name for name in managed() if name not in get_commands()] == []


def test_every_command_of_celery_is_understood_and_names_our_app():
    named = [words[1:] for words in commands() if words[0] == "celery"]
    assert [words[2] for words in named] == ["worker", "beat"]
    for words in named:
        assert words[:2] == ["-A", "cbtracker.celery"]
        command = celery.get_command(None, words[2])
        command.make_parser(Context(command)).parse_args(list(words[3:]))


def test_gunicorn_takes_its_configuration():
    environment = {**os.environ, "DEBUG": "true", "WEB_BIND": "0.0.0.0:8000"}
    checked = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--check-config"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr.decode()
    assert ["gunicorn"] in commands()


def caddy(*arguments: str, file: Path = CADDYFILE) -> subprocess.CompletedProcess[str]:
    program = [Path(sys.executable).with_name("caddy"), *arguments, "--config", file, "--adapter", "caddyfile"]
    environment = {**os.environ, "SITE_URL": "https://cbtracker.example.org"}
    return subprocess.run(program, env=environment, capture_output=True, text=True, check=False)


def test_the_proxy_takes_its_file_and_not_one_with_a_word_that_it_does_not_know(tmp_path):
    checked = caddy("validate")
    assert checked.returncode == 0, checked.stderr
    wrong = tmp_path / "Caddyfile"
    wrong.write_text(CADDYFILE.read_text().replace("reverse_proxy", "reverse_poxy"))
    assert caddy("validate", file=wrong).returncode != 0


def test_every_variable_is_a_setting_that_the_readme_explains():
    known = first_column("README.md", "Settings") | OF_IMAGES
    given = {name for service in SERVICES.values() for name in service.get("environment", {})}
    assert given - known == set()
    assert set(re.findall(r"\$\{([A-Z_]+)", TEXT)) - known == {"HTTP_PORT", "HTTPS_PORT"}


@pytest.mark.parametrize("name", ["migrate", "web", "worker", "beat"])
def test_what_the_settings_ask_for_can_be_handed_to_each_process_that_reads_them(name):
    """Without GOV.UK Notify's key none of them starts, for all read the same settings."""
    asked = {setting for setting in first_column("README.md", "Settings") if setting.startswith("NOTIFY_")}
    assert asked - {"NOTIFY_URL"} == {"NOTIFY_API_KEY", "NOTIFY_TEMPLATE_ID"}
    assert asked - {"NOTIFY_URL"} <= set(SERVICES[name]["environment"])


def test_the_proxy_which_stands_outermost_is_handed_no_secret():
    assert set(SERVICES["proxy"]["environment"]) == {"SITE_URL"}


@pytest.mark.parametrize("image", FROM_ABROAD)
def test_images_are_pinned_by_their_version(image):
    assert PINNED.search(image)


def test_an_image_without_a_version_would_be_noticed():
    assert not PINNED.search("redis")
    assert not PINNED.search("redis:latest")


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_asked_whether_it_is_well_and_runs_with_few_rights(name):
    service = SERVICES[name]
    assert ("healthcheck" in service) is (name not in ENDS)
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["restart"] == ("no" if name in ENDS else "unless-stopped")


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_runs_as_root(name):
    service = SERVICES[name]
    user = service.get("user") or re.findall(r"^USER (\S+)$", stage(service["build"]["target"]), flags=re.M)[-1]
    assert user.split(":")[0] not in {"root", "0"}


@pytest.mark.parametrize("name", SCALED)
def test_there_may_be_several_of_it(name):
    assert {"ports", "container_name", "hostname", "volumes"} & set(SERVICES[name]) == set()


def test_only_the_proxy_is_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_volumes_are_declared_and_what_is_waited_for_exists():
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])
    for service in SERVICES.values():
        for other, how in service.get("depends_on", {}).items():
            healthy = how["condition"] == "service_healthy"
            assert ("healthcheck" in SERVICES[other]) is healthy


def test_the_image_is_made_of_hashed_requirements_and_of_files_that_exist():
    assert "--require-hashes -r requirements/base.txt" in DOCKERFILE
    copied = [line.split()[1:-1] for line in DOCKERFILE.splitlines() if re.match(r"COPY (?!--from)", line)]
    assert [path for paths in copied for path in paths if not (ROOT / path).exists()] == []
    assert {service["build"]["target"] for service in SERVICES.values() if "build" in service} <= set(
        re.findall(r" AS (\w+)$", DOCKERFILE, flags=re.M)
    )
