"""Starts the server. The only place, beside the settings, that names the asynchronous engine."""

from __future__ import annotations

import os
import sys
from dataclasses import replace

from participation.foundation.settings import SettingsProblem, load_settings

os.umask(0o077)  # the database, its copies and the key are for their owner alone

try:
    settings = load_settings()
except SettingsProblem as problem:
    sys.exit(f"Sawt can't start. {problem}")

run = None

if __name__ != "__main__":
    settings = replace(settings, engine="threading")  # the command line is no server
elif settings.engine == "eventlet":
    import socket
    import warnings

    os.environ.setdefault("EVENTLET_THREADPOOL_SIZE", "2")
    # Known and decided: docs/decisions/ says how one would leave it.
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    import eventlet
    import eventlet.tpool
    import eventlet.wsgi
    from eventlet.support import psycopg2_patcher

    eventlet.monkey_patch()
    psycopg2_patcher.make_psycopg_green()

    from participation.foundation import aside

    aside.plug_runner(eventlet.tpool.execute)

    # Phones of a full hall knock within seconds; the defaults are 50 and 1,024.
    BACKLOG = 2048
    CONNECTIONS = 20_000

    def run(app, told):
        """Listen with room for a full hall."""
        listener = eventlet.listen((told.host, told.port), backlog=BACKLOG, reuse_port=False)
        # An answer to one phone must not wait 40 ms behind a broadcast to all.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # Without `debug` no traceback ever reaches a visitor, whatever fails.
        eventlet.wsgi.server(listener, app, log_output=False, max_size=CONNECTIONS, debug=False)


from participation import create_app  # noqa: E402 - after the engine is in place
from participation.serving import serve  # noqa: E402

app = create_app(settings)

if __name__ == "__main__":
    serve(app, settings, run)
