"""What schemathesis cannot know of our API: how somebody signs in, and which ids there are."""

import json
import os
import zlib

import schemathesis
from stack import COORDINATOR, SESSION, Stack

STACK = Stack(os.environ["ATTACKED"])
IDS = json.loads(os.environ["KNOWN_IDS"])
# They end sessions: what comes after them needs a new one.
ENDINGS = {"/sign-out", "/account/sessions/end"}


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Every other case is about something that is there."""
    if path_parameters and zlib.crc32(repr(sorted(path_parameters.items())).encode()) % 2:
        for name in path_parameters:
            known = IDS.get(name)
            if known:
                path_parameters[name] = known[zlib.crc32(str(path_parameters[name]).encode()) % len(known)]
    return path_parameters


if os.environ.get("AS_COORDINATOR"):

    @schemathesis.auth(refresh_interval=None)
    class Coordinator:
        """The session of a coordinator; another one when it ended."""

        kept = None

        def get(self, case, _context):
            own = type(self)
            if case.path in ENDINGS:
                own.kept = None
                return STACK.sign_in(COORDINATOR)
            own.kept = own.kept or STACK.sign_in(COORDINATOR)
            return own.kept

        def set(self, case, data, _context):
            case.cookies = {**(case.cookies or {}), SESSION: data}
