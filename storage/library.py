"""The flows, code frames and words that come with Sayso, as files."""

from importlib.resources import files

from flows.errors import InputError
from flows.loading import find_played


def read_flow_sources(flow_id: str) -> dict[str, str]:
    """Read a shipped flow with its translations, the flows it plays and the texts all share.

    Returns:
        file name -> text, as `flows.loading.load_flow` takes it.

    Raises:
        InputError: there is no such flow.
    """
    folder = files("flows") / "library"
    names = sorted(item.name for item in folder.iterdir())
    known = [name.removesuffix(".yaml") for name in names if name.endswith(".yaml")]
    known.remove("system")
    if flow_id not in known:
        raise InputError(f"There is no flow {flow_id!r}; there is: {', '.join(known)}")
    sources: dict[str, str] = {}
    waiting = ["system", flow_id]
    while waiting:
        stem = waiting.pop()
        of_it = [name for name in names if name.startswith(f"{stem}.")]
        sources |= {name: (folder / name).read_text("utf-8") for name in of_it}
        played = find_played(sources[f"{stem}.yaml"], f"{stem}.yaml")
        waiting += [one for one in played if one in known and f"{one}.yaml" not in sources]
    return sources


def read_staff_sources() -> dict[str, str]:
    """Read the texts for staff, with those that everybody shares: file name -> text."""
    folder = files("flows") / "library"
    shared = [item for item in folder.iterdir() if item.name.startswith("system.")]
    found = [*shared, *(folder / "staff").iterdir()]
    return {item.name: item.read_text("utf-8") for item in found}


def read_sayings(language: str) -> dict[str, str]:
    """Read how people speak of everyday things, for `insight.sayings`: file name -> text."""
    folder = files("insight") / "lexicons" / language
    found = sorted(folder.iterdir(), key=lambda item: item.name)
    return {item.name: item.read_text("utf-8") for item in found}


def read_frame_source(frame_id: str) -> dict[str, str]:
    """Read a shipped code frame: {"name", "source"}, as engagements keep it."""
    name = f"{frame_id}.yaml"
    return {"name": name, "source": (files("insight") / "frames" / name).read_text("utf-8")}
