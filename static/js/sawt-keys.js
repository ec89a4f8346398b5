// Whether the papers' desk takes single keys, on this device: whoever speaks to it, or touches keys by accident, does
// without (WCAG 2.1.4).
import { keysAreOn, turnKeys } from "./desk-keys.js";
import { keys } from "./icons.js";
import { SawtElement } from "./sawt-element.js";
import { t } from "./words.js";

class SawtKeys extends SawtElement {
  render() {
    const press = () => {
      turnKeys(!keysAreOn());
      this.requestUpdate();
    };
    return this.present(this.button({ key: "keys", label: t("Single keys"), drawing: keys, pressed: keysAreOn(), press }));
  }
}

customElements.define("sawt-keys", SawtKeys);
