"""Builds servanda: compiles its busiest modules, and puts the models into the wheel.

mypyc compiles the Python that stands there. Where there is no C compiler, the modules stay
Python, which gives the same results more slowly.
"""

import contextlib
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NAME = "servanda"  # of the library that all compiled modules share
_TYPES = ["--ignore-missing-imports", "--follow-imports=skip"]


class ServandaHook(BuildHookInterface):
    """Hatchling calls it before it builds a wheel; an editable install is one, too."""

    def initialize(self, version, build_data):
        """Compile beside the sources; include what was compiled, and the models."""
        home = Path(self.root, "pipeline")
        built = self._compiled(home)
        if version == "standard" and any(Path(self.root, "models").glob("*/meta.json")):
            build_data["force_include"]["models"] = "servanda/models"
        if version == "standard" and built:
            build_data["pure_python"], build_data["infer_tag"] = False, True
            for path in built:
                build_data["force_include"][str(path)] = path.relative_to(home).as_posix()

    def _compiled(self, home):
        """Compile what is newer than its compiled form; give the paths of the compiled modules."""
        suffix = sysconfig.get_config_var("EXT_SUFFIX")
        sources = [home / source for source in self.config["compiled"]]
        wanted = {source.with_suffix(suffix) for source in sources}
        wanted.add(home / f"{_NAME}__mypyc{suffix}")
        found = {path: path.stat().st_mtime for path in home.rglob(f"*{suffix}")}
        changed = max(path.stat().st_mtime for path in sources)
        if wanted == found.keys() and changed < min(found.values()):
            return wanted
        for path in found:
            path.unlink()
        return wanted if self._compile(home, sources) else ()

    def _compile(self, home, sources):
        """Compile the modules; say whether there is a compiler."""
        from mypyc.build import mypycify
        from setuptools import Distribution, errors

        none = (errors.CompileError, errors.LinkError, errors.ExecError, errors.PlatformError)
        self.app.display_info("Compiling: this takes about a minute.")
        with TemporaryDirectory() as folder, contextlib.chdir(home):
            names = [str(source.relative_to(home)) for source in sources]
            extensions = mypycify(
                [*_TYPES, f"--cache-dir={folder}/types", *names],
                target_dir=folder,
                group_name=_NAME,
                debug_level="0",
            )
            command = Distribution({"ext_modules": extensions}).get_command_obj("build_ext")
            command.inplace, command.build_lib, command.build_temp = True, folder, folder
            command.ensure_finalized()
            try:
                command.run()
            except none as error:
                self.app.display_warning(f"Not compiled, so that it will be slower: {error}")
                return False
        return True
