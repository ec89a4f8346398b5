/** A server's end in one object: what was sent waits until the test answers it. */
export class FakeSocket {
  constructor() {
    this.heard = new Map();
    this.sent = [];
    this.connected = false;
  }

  on(name, hear) {
    this.heard.set(name, hear);
  }

  timeout() {
    return this;
  }

  emit(name, fields, answered) {
    this.sent.push({ name, fields, answer: (answer) => answered(null, answer), lose: () => answered(new Error()) });
  }

  tell(name, data) {
    this.heard.get(name)(data);
  }

  come() {
    this.connected = true;
    this.tell("connect");
  }

  go() {
    this.connected = false;
    this.tell("disconnect", "transport close");
  }

  connect() {
    this.isTrying = true;
  }

  disconnect() {
    this.connected = this.isTrying = false;
  }

  named(name) {
    return this.sent.filter((message) => message.name === name);
  }
}
