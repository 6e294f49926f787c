"""The bill of materials: every package and font that a release is made of, with version and licence (CycloneDX 1.6)."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.contact import OrganizationalEntity
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

BUNDLED = (("Noto Sans HK (subset)", "OFL-1.1"), ("Material Symbols (subset)", "Apache-2.0"))
"""What lies in `assets/` and comes from others: name, licence. The licences' words lie beside them."""
EVERYWHERE = frozenset({"tablet", "hub", "author"})
"""The extras of our own package that together are all that runs, on whatever machine."""
_NAMESPACE = uuid.UUID("6f3b1f0e-5a3c-5d0b-9c0b-4f2f1d6f7c11")
"""Ours alone: with it the same release has the same serial number."""


@dataclass(frozen=True)
class Package:
    """One installed package, and the names of those that it needs."""

    one: Distribution
    needs: frozenset[str]


def closure(name: str = "elderapp", extras: frozenset[str] = EVERYWHERE) -> dict[str, Package]:
    """A package and everything that it needs here to run, by canonical name. Raises `PackageNotFoundError`."""
    found: dict[str, Package] = {}
    wanted = [(str(canonicalize_name(name)), extras)]
    seen = set()
    while wanted:
        name, extras = wanted.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        one = distribution(name)
        beneath = [(str(canonicalize_name(need.name)), frozenset(need.extras)) for need in needs(one, extras)]
        before = found[name].needs if name in found else frozenset()
        found[name] = Package(one, before | ({need for need, _ in beneath} - {name}))
        wanted += beneath
    return dict(sorted(found.items()))


def needs(of: Distribution, extras: frozenset[str] = frozenset()) -> Iterator[Requirement]:
    """What a package needs on this machine, with these of its extras."""
    for line in of.requires or ():
        need = Requirement(line)
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in (*extras, "")):
            yield need


def bill(version: str, epoch: int, commit: str) -> str:
    """The bill as JSON. The same packages, version and commit make the same bytes."""
    packages = closure()
    ours = Component(
        name="elderapp",
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref="elderapp",
        purl=PackageURL("pypi", name="elderapp", version=version),
        licenses=[LicenseFactory().make_from_string("Apache-2.0")],
        supplier=OrganizationalEntity(name="ElderApp"),
    )
    made = {name: _component(name, package.one) for name, package in packages.items()} | {"elderapp": ours}
    fonts = [_bundled(*one) for one in BUNDLED]
    bom = Bom(
        components=[*(one for name, one in made.items() if name != "elderapp"), *fonts],
        serial_number=uuid.uuid5(_NAMESPACE, f"{version} {commit}"),
    )
    bom.metadata.component = ours
    bom.metadata.timestamp = dt.datetime.fromtimestamp(epoch, dt.UTC)
    for name, package in packages.items():
        bom.register_dependency(made[name], [made[need] for need in sorted(package.needs)])
    bom.register_dependency(ours, fonts)
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def fault(text: str) -> str:
    """Where a bill breaks the CycloneDX schema; nothing for a good one."""
    found = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    return str(found)[:2000] if found else ""


def _component(name: str, one: Distribution) -> Component:
    return Component(
        name=name,
        version=one.version,
        type=ComponentType.LIBRARY,
        bom_ref=f"pypi/{name}",
        purl=PackageURL("pypi", name=name, version=one.version),
        licenses=[_licence(one)],
    )


def _licence(one: Distribution) -> License:
    """As the package says it: an SPDX expression, else its classifier, else its own words."""
    told: Any = one.metadata  # a message with headers, whatever its protocol promises
    lines = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if line.startswith("License")]
    words = told.get("License-Expression") or "; ".join(lines) or (told.get("License") or "not stated").splitlines()[0]
    return LicenseFactory().make_from_string(words[:120])


def _bundled(name: str, licence: str) -> Component:
    made = LicenseFactory().make_from_string(licence)
    return Component(
        name=name, version="as committed", type=ComponentType.DATA, bom_ref=f"assets/{name}", licenses=[made]
    )
