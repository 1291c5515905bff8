"""One lane's worker without Telegram's own pace: `python -m bench.unpaced LANE`.

Nobody could see how fast we send else. Twilio's pace is a setting.
"""

import sys

import bot.pace
from sayso.commands.serving import worker

NO_LIMIT = 100_000

if __name__ == "__main__":
    bot.pace.TELEGRAM_PER_S = NO_LIMIT
    worker(sys.argv[1])
