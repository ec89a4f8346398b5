import "../sawt-connection.js";
import { keepBookTrue } from "../book.js";
import { followDesk } from "../start.js";
import { keepTyped } from "../typed-so-far.js";

followDesk("book");
keepBookTrue();
keepTyped();
