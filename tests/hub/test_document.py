"""The OpenAPI document is true: what it promises is asked of a real hub in many ways, well-formed and not."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from elderapp.sync.protocol import BASE

BEYOND_SCHEMAS = """
[[operations]]
include-path-regex = "^/xapi/"
checks.positive_data_acceptance.enabled = false
"""
"""What a statement must be no JSON schema can say (its own tests do), so that not all that fits ours is taken."""
NIGHTLY = bool(os.environ.get("ELDERAPP_NIGHTLY"))


def test_every_part_of_the_api_is_in_the_document_and_asks_for_a_log_in(small_hub, stranger):
    document = stranger.get("/schema/openapi.json").json()
    paths = document["paths"]
    assert {"learners", "learners/{learner}", "sessions", "sessions/{session}/attendance", "report"} == {
        path.removeprefix("/api/v1/") for path in paths if path.startswith("/api/v1/")
    }
    assert {f"{BASE}/pair", f"{BASE}/{{device}}", f"{BASE}/{{device}}/packs/{{digest}}"} <= paths.keys()
    for path, methods in paths.items():
        assert ("security" in methods.get("get", {})) == path.startswith("/api/")
    asked = paths[f"{BASE}/pair"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    name = asked["$ref"].removeprefix("#/components/schemas/")
    assert "^[0-9]{8}$" == document["components"]["schemas"][name]["properties"]["code"]["pattern"]
    named = set(re.findall(r"#/components/schemas/([\w.]+)", stranger.get("/schema/openapi.json").text))
    assert named <= document["components"]["schemas"].keys()


@pytest.mark.no_cover  # traced three times as slow, and every line is reached by quicker tests
@pytest.mark.timeout(3600)
def test_schemathesis_finds_nothing(small_hub, make_token, tmp_path):
    """By night with many more examples."""
    (tmp_path / "schemathesis.toml").write_text(BEYOND_SCHEMAS, encoding="utf-8")
    done = subprocess.run(
        [Path(sys.executable).with_name("schemathesis"), "run", f"{small_hub.address}/schema/openapi.json",
         "-H", f"Authorization: Bearer {make_token(small_hub)}", "--no-color", "--phases", "examples,coverage,fuzzing",
         "--max-examples", "500" if NIGHTLY else "10", "--seed", "7", "--request-timeout", "40"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "NO_PROXY": "127.0.0.1", "HYPOTHESIS_STORAGE_DIRECTORY": str(tmp_path)},
    )  # fmt: skip
    asked = re.search(r"(\d+) generated", done.stdout)
    assert 0 == done.returncode, done.stdout[-6000:]
    assert asked
    assert 250 < int(asked[1])
