"""flow schema: what editors need to complete and check a flow file."""

from flows.schema import make_schema
from sayso.commands.printing import print_json


def print_schema() -> None:
    """Print the JSON Schema of a flow file, for editors that complete and check."""
    print_json(make_schema())
