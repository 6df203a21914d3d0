"""Names the packages: those of `cchc_xlsx`, and two top folders that travel inside it; the rest is in setup.cfg."""

from setuptools import find_packages, setup

setup(
    packages=[
        *find_packages(include=["cchc_xlsx", "cchc_xlsx.*"]),
        "cchc_xlsx.workbook_templates",
        "cchc_xlsx.samples",
    ]
)
