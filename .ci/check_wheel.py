"""Checks that a wheel holds every file of the package and of the models, and nothing else.

That it is compiled, too: the modules that are lie beside their sources since the install.
"""

import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOMES = {ROOT / "pipeline" / "servanda": "servanda", ROOT / "models": "servanda/models"}

expected = {
    f"{home}/{path.relative_to(folder).as_posix()}"
    for folder, home in HOMES.items()
    for path in folder.rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
}
expected |= {path.name for path in (ROOT / "pipeline").glob("*__mypyc*")}
with zipfile.ZipFile(sys.argv[1]) as wheel:
    found = {name for name in wheel.namelist() if ".dist-info/" not in name}
    licensed = [name for name in wheel.namelist() if name.endswith("licenses/LICENSE")]
missing, strange = sorted(expected - found), sorted(found - expected)
if missing or strange or not licensed:
    sys.exit(f"missing from the wheel: {missing}; not of ours: {strange}; licence: {licensed}")
if not any("__mypyc" in name for name in found):
    sys.exit("the wheel is not compiled")
print(f"the wheel holds {len(found)} files and the licence")
