import { sayWhoseIsUnsent } from "../whose.js";

sayWhoseIsUnsent();
