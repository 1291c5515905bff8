import subprocess
import sys
from pathlib import Path

from sayso.carriers.faults import Faults
from sayso.launching import wait_until
from storage.settings import inherited_environment
from tests.integration.town import make_carriers, make_environment, open_town

NUMBER = "+447700900123"


def test_sigterm_lets_the_calls_in_flight_finish_and_writes_them_down(
    database_url: str, redis_url: str, tmp_path: Path
) -> None:
    with (
        make_carriers(faults=Faults(latency_s=2.0)) as carriers,
        open_town(database_url, redis_url, tmp_path, carriers=carriers) as town,
    ):
        town.said("sms", NUMBER, "more benches")
        given = make_environment(database_url, redis_url, carriers, tmp_path)
        environment = inherited_environment({name: str(value) for name, value in given.items()})
        with subprocess.Popen(
            [sys.executable, "-m", "sayso", "worker", "deliver-sms"], env=environment
        ) as worker:
            flies = wait_until(lambda: town.states() == ["calling"], seconds=90)
            worker.terminate()
            ended = worker.wait(90)

        assert flies
        assert ended == 0
        assert town.states() == ["accepted"]
        assert len(town.handset("sms", NUMBER)) == 1
