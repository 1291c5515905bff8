"""The names of lanes and jobs, so that edges can ask for background work without importing it."""

from enum import StrEnum


class Lane(StrEnum):
    """One RQ queue and one worker process each."""

    CONVERSE = "converse"
    TELEGRAM = "deliver-telegram"
    SMS = "deliver-sms"
    BACKGROUND = "background"


class Job(StrEnum):
    """What RQ may be asked to run; each value names a function in `workers/jobs.py`."""

    CONVERSE = "workers.jobs.converse"
    DELIVER_TELEGRAM = "workers.jobs.deliver_telegram"
    DELIVER_SMS = "workers.jobs.deliver_sms"
    BROADCAST = "workers.jobs.broadcast"
    THEMES = "workers.jobs.themes"
    DIGEST = "workers.jobs.digest"
    SWEEP = "workers.jobs.sweep"


DRAINS = {
    Lane.CONVERSE: Job.CONVERSE,
    Lane.TELEGRAM: Job.DELIVER_TELEGRAM,
    Lane.SMS: Job.DELIVER_SMS,
    Lane.BACKGROUND: Job.THEMES,
}
"""What a ring of a lane starts."""

LANE_OF_CHANNEL = {"telegram": Lane.TELEGRAM, "sms": Lane.SMS}
