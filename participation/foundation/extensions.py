"""The extensions that one app shares, made once and given their app in create_app."""

from __future__ import annotations

from flask_babel import Babel
from flask_socketio import SocketIO
from flask_wtf.csrf import CSRFProtect

from participation.foundation.database import Database

db = Database()
socketio = SocketIO()
csrf = CSRFProtect()
babel = Babel()
