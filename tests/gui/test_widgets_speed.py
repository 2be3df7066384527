"""What the first window may load, so that it is painted at once."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from pathlib import Path
from pamdesk.desktop.look.theme import Theme
from pamdesk.desktop.unlock_page import UnlockPage
Theme.light().apply(app)
page = UnlockPage("1.0")
page.show()
page.grab()
slow = {"asyncio", "boto3", "sqlalchemy", "cryptography", "sqlcipher3", "psycopg2", "pymysql", "paramiko", "keyring"}
print(sorted(slow & set(sys.modules)))
"""


def test_the_unlock_page_is_painted_without_loading_anything_slow() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
