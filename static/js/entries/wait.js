import { goOnWhenReady } from "../wait.js";

goOnWhenReady();
