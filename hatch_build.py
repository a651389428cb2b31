"""Puts the models into the wheel, where there are any; an editable install uses them in place."""

from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ModelsHook(BuildHookInterface):
    """Hatchling calls it before it builds a wheel."""

    def initialize(self, version, build_data):
        """Include the folder of models."""
        if version == "standard" and any(Path(self.root, "models").glob("*/meta.json")):
            build_data["force_include"]["models"] = "servanda/models"
