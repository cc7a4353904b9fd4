"""What a process reads in before it does anything: every start pays for it."""

import subprocess
import sys

SLOW_TO_READ_IN = {
    "sklearn": "the matcher, behind the door of webapp.placements.matchmaking",
    "scipy": "the matcher",
    "ortools": "the matcher",
    "pandas": "comes with scikit-learn",
    "matching": "only the worker and a few requests ask the matcher",
    "weasyprint": "webapp.core.pdf, when a PDF is made",
    "pypdf": "webapp.core.pdf, when a PDF is read",
    "openpyxl": "webapp.core.sheets, when somebody brings an XLSX file",
}


def test_the_application_starts_without_what_it_seldom_needs():
    code = "import sys; from webapp import create_app; create_app(); print(*sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", code], env={"APP_MODE": "test"}, capture_output=True, text=True
    )

    assert ended.returncode == 0, ended.stderr
    found = {
        module: why for module, why in SLOW_TO_READ_IN.items() if module in ended.stdout.split()
    }
    assert not found
