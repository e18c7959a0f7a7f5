"""The portal where families follow an EHC needs assessment, as a Plone add-on."""

from pathlib import Path
from setuptools import find_namespace_packages
from setuptools import setup


def read(name: str) -> str:
    """Return the text of a file beside this one."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


setup(
    name="hcc.ehcportal",
    version="1.0.0a1",
    description="A Plone add-on in which families follow an EHC needs assessment",
    long_description=f"{read('README.md')}\n\n{read('CHANGES.md')}",
    long_description_content_type="text/markdown",
    license="GPL-2.0-only",
    license_files=["LICENSE"],
    classifiers=[
        "Development Status :: 3 - Alpha",
        "Environment :: Web Environment",
        "Framework :: Plone",
        "Framework :: Plone :: 6.2",
        "Framework :: Plone :: Addon",
        "Operating System :: OS Independent",
        "Programming Language :: Python",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
    ],
    keywords="Plone EHC SEND education health care council",
    python_requires=">=3.11,<3.14",
    packages=find_namespace_packages("src", include=["hcc*"]),
    package_dir={"": "src"},
    include_package_data=True,
    zip_safe=False,
    install_requires=[
        "Plone>=6.2,<6.3",
        # New passwords are hashed with bcrypt, the strongest scheme that Zope has.
        "bcrypt",
        # Files of families are scanned for viruses.
        "clamav-client",
        "collective.easyform>=5",
        # Names and birth dates do not stand in addresses as they are.
        "cryptography",
        "holidays",
        # How often somebody may call the REST API; counts in Redis too.
        "limits",
        "plone.api",
        "plone.app.dexterity",
        "plone.restapi",
        # The authenticator app: its codes, and the picture it is set up from.
        "pyotp",
        "segno",
        # Pictures are made anew, without what they tell of places; those of phones too.
        "Pillow",
        "pillow-heif",
        # Recordings lose their tags.
        "mutagen",
        # What stands in a file: how many pages, whose name, and whether it is locked.
        "pypdf",
        "olefile",
        "python-docx",
        # Letters as tagged PDF.
        "weasyprint",
        # One process at a time empties the queue of mails.
        "zc.lockfile",
        # Which passwords are too easily guessed.
        "zxcvbn",
    ],
    extras_require={
        # What the demonstration council needs beside the portal itself.
        "demo": ["plone.distribution", "reportlab"],
        # Counts the calls of the REST API for several machines.
        "redis": ["redis"],
        "test": [
            "aiosmtpd",
            "axe-playwright-python",
            "build",
            "hypothesis",
            "openapi-spec-validator",
            "playwright",
            "plone.app.testing",
            "plone.distribution",
            "pytest",
            "pytest-plone",
            "redis",
            "reportlab",
            "schemathesis",
            "vobject",
        ],
    },
    entry_points={
        "console_scripts": ["ehc-process = hcc.ehcportal.process.__main__:main"],
        "z3c.autoinclude.plugin": ["target = plone"],
    },
)
