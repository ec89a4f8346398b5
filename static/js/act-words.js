// What was done last, as one reads it: in the undo line, and in the brief at hand-over.
import { t } from "./words.js";

/** The act in a few words; empty for one that is not known here. */
export function actWords(act) {
  switch (act) {
    case "floor.go_live":
      return t("the session has begun");
    case "floor.next":
      return t("next step");
    case "floor.park":
      return t("a step is kept for later");
    case "floor.skip":
      return t("a step is left out");
    case "floor.plan_again":
      return t("a step is planned again");
    case "floor.pause":
      return t("pause");
    case "floor.resume":
      return t("going on after the pause");
    case "floor.reopen":
      return t("the session is open again");
    case "floor.close":
      return t("the session is closed");
    case "floor.call":
      return t("a hand is called");
    case "floor.call_back":
      return t("back to the last speaker");
    case "floor.start_turn":
      return t("the clock runs");
    case "floor.pause_turn":
      return t("the clock rests");
    case "floor.add_time":
      return t("30 seconds more");
    case "floor.end_turn":
      return t("a turn has ended");
    case "floor.pass_turn":
      return t("a hand waits");
    case "floor.pin_hand":
      return t("a hand is put first");
    case "polls.open":
      return t("the hall is asked");
    case "polls.close":
      return t("the answers are closed");
    case "polls.reveal":
      return t("a result is shown");
    case "polls.hide":
      return t("a result is hidden again");
    case "polls.void":
      return t("what the hall was asked is taken away");
    case "questions.shortlist":
      return t("a question is chosen");
    case "questions.put_on_stage":
      return t("a question is on stage");
    case "questions.answered":
      return t("a question is answered");
    case "questions.later":
      return t("a question is answered later");
    case "questions.keep_many":
      return t("questions are answered later");
    case "questions.line_up":
      return t("the line of questions");
    case "questions.join":
      return t("two questions are joined");
    case "questions.decline":
      return t("a question does not come on stage");
    case "questions.decline_many":
      return t("questions do not come on stage");
    default:
      return "";
  }
}
