import "../sawt-connection.js";
import { keepBookTrue } from "../book.js";
import { live } from "../live.js";

live.follow({ desk: "book" });
keepBookTrue();
