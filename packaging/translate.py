"""Keep the catalogues of the window's texts in step with the code.

`update` collects every text into the .ts files and compiles them; `missing` prints what has no Japanese yet, one a
line; `fill` reads lines "English<TAB>Japanese" from standard input and puts them in, then updates; a line of three parts
names the context first, where one text is said otherwise in different places. The sentences of the layers below the
window are found in their code by sentences.py, and have the context Sentences.
"""

import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

import sentences  # beside this file

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "resources" / "translations"
JAPANESE = CATALOGUES / "pamdesk_ja.ts"
# English needs a catalogue for its plurals alone: "1 record", "2 records".
ENGLISH = CATALOGUES / "pamdesk_en.ts"


def collect(into: Path, *options: str) -> None:
    """Write every text of the window into one .ts file."""
    sources = sorted(str(path) for path in (ROOT / "pamdesk" / "desktop").rglob("*.py"))
    command = [tool("lupdate"), *sources, "-no-obsolete", "-locations", "none", *options, "-ts", str(into)]
    subprocess.run(command, check=True, capture_output=True)


def compile_one(source: Path, into: Path) -> None:
    """Compile one .ts file into the form the program reads."""
    subprocess.run([tool("lrelease"), str(source), "-qm", str(into)], check=True, capture_output=True)


def tool(name: str) -> str:
    """The Qt tool that belongs to the running interpreter."""
    suffix = ".exe" if sys.platform == "win32" else ""
    return str(Path(sys.executable).parent / f"pyside6-{name}{suffix}")


def unfinished(catalogue: Path) -> list[str]:
    """The texts of a catalogue that have no translation."""
    texts = []
    for message in ET.parse(catalogue).getroot().iter("message"):
        told = message.find("translation")
        forms = [] if told is None else (told.findall("numerusform") or [told])
        if told is None or told.get("type") == "unfinished" or not all(form.text for form in forms):
            texts.append(message.findtext("source") or "")
    return texts


def fill(lines: list[str]) -> None:
    """Put translations into the Japanese catalogue; one that matches no text is named and ends the program."""
    parts = [line.rstrip("\n").split("\t") for line in lines if "\t" in line]
    told = {tuple(each[:-1]): each[-1] for each in parts}
    tree = ET.parse(JAPANESE)
    known = set()
    for context in tree.getroot().iter("context"):
        for message in context.iter("message"):
            source = message.findtext("source") or ""
            translation = message.find("translation")
            key = next((k for k in ((context.findtext("name") or "", source), (source,)) if k in told), None)
            if key is None or translation is None:
                continue
            known.add(key)
            translation.attrib.pop("type", None)
            for place in translation.findall("numerusform") or [translation]:
                place.text = told[key]
    unknown = sorted(" ".join(key) for key in set(told) - known)
    if unknown:
        raise SystemExit("No such text in the window: " + "; ".join(unknown))
    tree.write(JAPANESE, encoding="utf-8", xml_declaration=True)


def plurals() -> None:
    """Write the English plural forms, which are the texts themselves with the singular mended."""
    tree = ET.parse(ENGLISH)
    for message in tree.getroot().iter("message"):
        source = message.findtext("source") or ""
        translation = message.find("translation")
        if translation is None:
            continue
        translation.attrib.pop("type", None)
        forms = translation.findall("numerusform")
        for number, place in enumerate(forms):
            # "(s)" marks the letter that only the plural has.
            place.text = re.sub(r"\(s\)", "s" if number else "", source)
    tree.write(ENGLISH, encoding="utf-8", xml_declaration=True)


def update() -> None:
    """Collect and compile both catalogues."""
    sentences.write()
    CATALOGUES.mkdir(parents=True, exist_ok=True)
    collect(ENGLISH, "-pluralonly", "-target-language", "en", "-source-language", "en")
    plurals()
    collect(JAPANESE, "-target-language", "ja", "-source-language", "en")
    for source in (ENGLISH, JAPANESE):
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "made.qm"
            compile_one(source, made)
            source.with_suffix(".qm").write_bytes(made.read_bytes())


def main(arguments: list[str]) -> int:
    """Do one of the three."""
    match arguments:
        case ["update"]:
            update()
        case ["fill"]:
            fill(sys.stdin.readlines())
            update()
        case ["missing"]:
            pass
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    for text in unfinished(JAPANESE):
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
