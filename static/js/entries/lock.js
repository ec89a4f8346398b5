import { confirmWhenAsked } from "../confirm.js";
import { freshFromHistory } from "../fresh.js";
import { lockWhenIdle } from "../lock.js";

freshFromHistory();
lockWhenIdle();
confirmWhenAsked();
