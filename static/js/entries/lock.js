import { confirmWhenAsked } from "../confirm.js";
import { freshFromHistory } from "../fresh.js";
import { goOnHandingOver, handOverSafely, isHandingOver } from "../hand-over.js";
import { lockWhenIdle } from "../lock.js";
import { signInAgainHere } from "../sign-in-again.js";
import { sayWhoseIsUnsent } from "../whose.js";

// This script runs before anything is painted: a page that was handed over is not shown again.
freshFromHistory();
if (isHandingOver()) {
  goOnHandingOver();
} else {
  lockWhenIdle();
  confirmWhenAsked();
  handOverSafely();
  signInAgainHere();
  sayWhoseIsUnsent();
}
