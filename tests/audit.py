"""Known faults of every package that is pinned, by pip-audit. Ends with 3, and says so, where nobody could be asked."""

import json
import subprocess
import sys
from pathlib import Path

PINNED = Path(__file__).parents[1] / "packaging" / "constraints.txt"
NOT_DONE = 3


def main() -> int:
    """Asks about every pinned package: 1 where one has a known fault."""
    command = ["pip-audit", "--requirement", PINNED, "--no-deps", "--disable-pip", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        print(f"NOT AUDITED: the vulnerability service did not answer ({done.stderr.strip()[-160:]})")
        return NOT_DONE
    unknown = [one["name"] for one in told if "skip_reason" in one]
    faulty = [one for one in told if one.get("vulns")]
    for one in faulty:
        print(f"{one['name']} {one['version']}: {', '.join(fault['id'] for fault in one['vulns'])}")
    print(f"{len(told) - len(unknown)} of {len(told)} packages audited, {len(faulty)} with a known fault")
    if faulty:
        return 1
    if unknown:
        print(f"NOT AUDITED: the vulnerability service knows nothing of {len(unknown)} of {len(told)} pinned packages")
        return NOT_DONE
    return 0


if __name__ == "__main__":
    sys.exit(main())
