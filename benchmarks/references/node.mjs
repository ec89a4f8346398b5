// The reference *node*: Socket.IO on Node, the same messages, no database.
//
//     node node.mjs PORT EVERY_MS
//
// EVERY_MS 0: every vote is told to everybody at once; else at most once in so many milliseconds.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Server } from "socket.io";

const [port, everyMs] = process.argv.slice(2).map(Number);
const { session, closed, open } = JSON.parse(readFileSync(0, "utf8"));
let [answered, isOpen, isDue] = [0, false, false];

const http = createServer((_, answer) => answer.end('{"ok":true}'));
const io = new Server(http, { perMessageDeflate: false, cors: { origin: "*" } });

function tell() {
  isDue = false;
  const told = isOpen ? open : closed;
  io.to(session).emit("live.changed", { ...told, version: answered, data: { ...told.data, answered } });
}

function changed() {
  if (everyMs === 0) tell();
  else if (!isDue) {
    isDue = true;
    setTimeout(tell, everyMs);
  }
}

io.on("connection", (socket) => {
  socket.on("live.follow", (_, done) => {
    socket.join(session);
    done({ ok: true });
  });
  socket.on("polls.open", (_, done) => {
    isOpen = true;
    tell();
    done({ ok: true });
  });
  socket.on("polls.cast", (_, done) => {
    answered += 1;
    changed();
    done({ ok: true, receipt: "counted" });
  });
});

http.listen(port, "127.0.0.1");
