"""zeroconf in plain Python: python-for-android's own recipe is of 2020, and there is no wheel for Android."""

from typing import Any

from pythonforandroid.recipe import PyProjectRecipe


class Zeroconf(PyProjectRecipe):
    """Built from PyPI's sources with the switch that its own build script has for leaving Cython out."""

    name = "zeroconf"
    version = "0.154.0"
    url = "https://pypi.python.org/packages/source/z/zeroconf/zeroconf-{version}.tar.gz"
    depends = ("python3", "ifaddr")

    def get_recipe_env(self, arch: Any, **given: Any) -> Any:
        """The surroundings of its build."""
        return {**super().get_recipe_env(arch, **given), "SKIP_CYTHON": "1"}


recipe = Zeroconf()
