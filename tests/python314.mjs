// Starts Python 3.14 under Node and hands over to tests/python314_inside.py: what it is given comes as JSON.
const given = JSON.parse(process.argv[2]);
const { loadPyodide } = await import(`${given.pyodide}/pyodide.mjs`);
const python = await loadPyodide({ env: { HOME: "/tmp", PYTHONDONTWRITEBYTECODE: "1" } });
for (const [name, folder] of [["/project", given.root], ["/site", given.site]]) {
  python.FS.mkdirTree(name);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, name);
}
python.globals.set("GIVEN", JSON.stringify({ folders: given.folders, files: given.files }));
const code = await python.runPythonAsync(`
import os, sys
os.chdir("/project")
sys.path[:0] = ["/project", "/site"]
import json
from tests import python314_inside
python314_inside.main(**json.loads(GIVEN))
`);
process.exit(code);
