"""Which commands there are, where each is, and its line in `--help`. Imports none of them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command is, or a group of commands that are loaded together.

    Attributes:
        path: its module in `sayso.commands` and its name there.
        line: how its own help begins.
    """

    path: str
    line: str


@dataclass(frozen=True, slots=True)
class CommandGroup:
    """Commands under one name, each of them loaded by itself."""

    line: str
    commands: Mapping[str, Place]


COMMANDS: Mapping[str, Place | CommandGroup] = {
    "demo": Place(
        "demoing.demo",
        "Play a neighbourhood of 200 on real servers, then serve it so that you can text with it.",
    ),
    "text": Place(
        "demoing.text",
        "Join the running demo as a resident: type a text, see the reply. Ctrl-D ends it.",
    ),
    "run": Place(
        "running.run",
        "Start the embedded servers and everything in the Procfile, and keep it running.",
    ),
    "web": Place("serving.web", "Take carriers' webhooks and serve pages, on PORT."),
    "worker": Place("working.worker", "Answer texts and send messages."),
    "clock": Place(
        "working.clock", "Wake the sweeper: timers, lost bells, killed workers, silent carriers."
    ),
    "start": Place(
        "setting_up.start",
        "Set up the community: who asks, who decides, by what day people hear back.",
    ),
    "ask": Place(
        "composing.ask", "Put a question together, see what it costs and who gets it, and send it."
    ),
    "broadcast": Place(
        "broadcasting.broadcast",
        "Send a question to people. Shows what it costs first, and which texts nobody has checked.",
    ),
    "close": Place(
        "closing.close",
        "Close a question: nobody is asked or reminded, and what comes later is kept as late.",
    ),
    "reopen": Place(
        "closing.reopen",
        "Open a closed question again. What came late counts; what was stopped stays stopped.",
    ),
    "promise": Place(
        "closing.promise",
        "Set the day by which people hear back. A later one is told on the day they know of.",
    ),
    "hear": Place(
        "hearing.hear",
        "Play a topic back to those who raised it: did we hear you right? Shows the cost first.",
    ),
    "respond": Place(
        "responding.respond",
        "Tell everybody who raised a topic what was answered."
        " Shows who gets it and the cost first.",
    ),
    "responses": Place(
        "responding.responses",
        "Show each topic, its answer, who got it, whether people find it fair, and what is owed.",
    ),
    "status": Place(
        "asking_people.status", "Show what came in, what waits, and what became of each message."
    ),
    "retention": Place(
        "retaining.retention",
        "Show, question by question, whose words go when, and what they still wait for.",
    ),
    "export": Place(
        "exporting.export",
        "Print what people said, or what we sent, as CSV; what leads to a person is masked.",
    ),
    "doctor": Place(
        "doctoring.doctor",
        "Check every setting, the servers and the carriers; say what is wrong and what to do.",
    ),
    "read": Place(
        "reading.read",
        "Show how a reply is read. With --cases, check a table of them: 1 where one is misread.",
    ),
    "sms": Place(
        "reading.sms",
        "Show what a text costs as SMS, which signs make it dear, and how to say it for less.",
    ),
    "themes": Place(
        "theming.themes", "Sort texts into topics. What is not clear is left to a person."
    ),
    "sort": Place(
        "sorting.sort",
        "Sort the answers, one after another; --json lists what waits, --decide sorts one.",
    ),
    "telegram": Place(
        "connecting.listen",
        "Fetch texts from Telegram without a public address, until Ctrl-C. Ends the webhook.",
    ),
    "import": Place(
        "setting_up.import_people",
        "Take in people from a spreadsheet saved as CSV. Nothing is sent.",
    ),
    "connect": Place("connecting.connect", "Tell the carriers where to post what residents text."),
    "broadcasts": Place("broadcasting.broadcasts", "Questions that were sent, or will be."),
    "consent": Place("consenting.consent", "What people agreed to, and when they no longer do."),
    "resident": Place("residents.resident", "One person: how often they are asked, and when."),
    "safeguarding": Place(
        "asking_people.safeguarding", "Texts that may mean somebody is in danger."
    ),
    "staff": Place("staffing.staff", "Who works with us, and from which phone."),
    "outbox": Place("outboxing.outbox", "Messages that did not reach anybody, or may not have."),
    "digest": Place("digesting.digest", "Reports for officers."),
    "words": Place(
        "clearing.words", "What few people said: a person looks before a digest shows it."
    ),
    "profile": Place(
        "profiling.profile", "Who lives in the area, as a census says, to see who was not heard."
    ),
    "facts": Place(
        "profiling.facts",
        "What officers need to know of how it was asked: it stands in the digest.",
    ),
    "quotes": Place(
        "quoting.quotes", "Residents' own words in digests: only those they say yes to."
    ),
    "topics": Place("topics.topics", "The list of topics that answers are sorted into."),
    "inbox": Place("inboxing.inbox", "What came in, where it needs a person."),
    "groups": Place("grouping.groups", "Telegram groups: we announce there, and read nothing."),
    "flow": CommandGroup(
        "Conversations as state machines.",
        {
            "play": Place(
                "playing.play_flow",
                'Talk with a flow: a line you type is a text, and ">> wait 3d" lets time pass.',
            ),
            "check": Place(
                "flow_checks.check_flows",
                "Prove that flows treat people well. Errors give exit code 1, notes do not.",
            ),
            "publish": Place(
                "publishing.publish_flow",
                "Publish a flow: its keywords and codes start it. A version never changes.",
            ),
            "schema": Place(
                "flow_schema.print_schema",
                "Print the JSON Schema of a flow file, for editors that complete and check.",
            ),
            "draw": Place(
                "drawing.draw_flow",
                "Draw a flow: states with what they say, answers on the arrows, timers dashed.",
            ),
            "translate": Place("translating.translate", "Texts in other languages, as gettext PO."),
        },
    ),
    "write-down": Place(
        "writing_down.write_down",
        "Write down what somebody says on paper, to you, or at a meeting.",
    ),
    "slips": Place("writing_down.slip", "Paper slips with codes."),
    "written": Place("writing_down.written", "What was written down."),
    "call-list": Place("reading_inbox.call_list", "Who asked to be rung."),
    "keys": Place("setting_up.keys", "Keys that seal numbers and names."),
    "db": Place("backing_up.db", "The database."),
}
