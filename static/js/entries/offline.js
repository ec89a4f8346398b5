import { goOnWhenBack, keepTyping, saySealed, speakOwn } from "../offline.js";

speakOwn();
saySealed();
keepTyping();
goOnWhenBack();
