import { followAlert } from "../safety-alert.js";

followAlert();
