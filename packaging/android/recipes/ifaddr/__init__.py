"""ifaddr as it is: python-for-android's recipe patches 0.1.7 for Android 6 and older, which we do not serve."""

from pythonforandroid.recipe import PyProjectRecipe


class Ifaddr(PyProjectRecipe):
    """Pure Python; it asks the C library for `getifaddrs`, which Android has from API 24 on."""

    name = "ifaddr"
    version = "0.2.0"
    url = "https://pypi.python.org/packages/source/i/ifaddr/ifaddr-{version}.tar.gz"
    depends = ("python3",)


recipe = Ifaddr()
