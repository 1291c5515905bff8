"""Finds flows on disk: a file, a folder, or one that comes with Sayso, with what belongs to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from flows.definition import Flow
from flows.errors import FlowError, InputError
from flows.loading import find_played, load_flow
from flows.yaml_tree import MAX_BYTES

SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowFiles:
    """One flow's files.

    Attributes:
        sources: file name -> text, as `flows.loading.load_flow` takes it.
        paths: file name -> where it was read.
    """

    id: str
    sources: dict[str, str]
    paths: dict[str, Path]


def read_flow_files(given: Sequence[str]) -> list[FlowFiles]:
    """Read flows.

    Args:
        given: paths of flow files or of folders, or ids of flows that come with Sayso. A folder
            without a system.yaml uses the shipped one.

    Raises:
        InputError: one cannot be read, or there is no flow in it.
    """
    return [_read_one(path) for name in given for path in _find(name)]


def add_played(bundles: Sequence[FlowFiles]) -> list[FlowFiles]:
    """List flows and, after them, those that they play and that are not there yet.

    Raises:
        InputError: one cannot be read.
    """
    own = {one.paths[f"{one.id}.yaml"] for one in bundles}
    played = {
        path: None
        for one in bundles
        for name, path in one.paths.items()
        if name.endswith(".yaml") and path.stem != SYSTEM and path not in own
    }
    return [*bundles, *map(_read_one, played)]


def load_one(path: str) -> Flow:
    """Load the one flow of a file, or a shipped one.

    Raises:
        InputError: there are several, or none can be read.
    """
    bundles = read_flow_files([path])
    if len(bundles) > 1:
        raise InputError(f"{path} has {len(bundles)} flows; name one file")
    return load_flow(bundles[0].sources)


def pick_language(flow: Flow, asked: str) -> str:
    """Pick a language of a flow; the one it is written in where none is asked for.

    Raises:
        InputError: the flow has no texts in it.
    """
    if asked and asked not in flow.languages:
        raise InputError(f"--language {asked[:20]}: {flow.id} has {', '.join(flow.languages)}")
    return asked or flow.languages[0]


def read_shipped_files() -> list[FlowFiles]:
    """Read the flows that come with Sayso."""
    return read_flow_files([str(_library())])


def _find(given: str) -> Iterator[Path]:
    path = Path(given)
    if not path.exists() and path.name == given:
        path = _library() / f"{given}.yaml"
    if not path.exists():
        raise InputError(f"There is no {given}; give a flow's file, a folder or a shipped flow")
    if not path.is_dir():
        if path.suffix != ".yaml" or path.stem == SYSTEM:
            raise InputError(f"{given} is no flow; give one whose file ends in .yaml")
        yield path
        return
    found = [one for one in sorted(path.glob("*.yaml")) if one.stem != SYSTEM]
    if not found:
        raise InputError(f"There is no flow in {given}; a flow's file ends in .yaml")
    yield from found


def _library() -> Path:
    return Path(str(files("flows"))) / "library"


def _read_one(path: Path) -> FlowFiles:
    shared = path.parent if (path.parent / f"{SYSTEM}.yaml").is_file() else _library()
    paths: dict[str, Path] = {}
    sources: dict[str, str] = {}
    waiting = [path]
    while waiting:
        one = waiting.pop()
        found = [one, *sorted(one.parent.glob(f"{one.stem}.*.po"))]
        paths |= {each.name: each for each in found}
        sources |= {each.name: _read_text(each) for each in found}
        waiting += [each for each in _find_played(one, sources[one.name]) if each.name not in paths]
    common = [shared / f"{SYSTEM}.yaml", *sorted(shared.glob(f"{SYSTEM}.*.po"))]
    paths |= {one.name: one for one in common}
    sources |= {one.name: _read_text(one) for one in common}
    return FlowFiles(id=path.stem, sources=sources, paths=paths)


def _find_played(path: Path, text: str) -> list[Path]:
    """Find the flows that a flow plays: beside it, or among those that come with Sayso."""
    try:
        names = find_played(text, path.name)
    except FlowError:
        return []  # loading it will say so
    places = [folder / f"{name}.yaml" for name in names for folder in (path.parent, _library())]
    found = {one.name: one for one in reversed(places) if one.is_file() and one.stem != SYSTEM}
    return list(found.values())


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 4).decode("utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not text; save it as UTF-8") from error
