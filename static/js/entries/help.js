import { leaveWithoutATrace, lookAgain, tellOrSay } from "../help.js";

leaveWithoutATrace();
tellOrSay();
lookAgain();
