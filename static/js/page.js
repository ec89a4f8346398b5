// What the server wrote into the page: language, session, the snapshot of every topic, words.

function read() {
  const found = globalThis.document?.getElementById("page");
  return found ? JSON.parse(found.textContent) : {};
}

/** The page's data; harmless empty values where the server wrote none. */
export const page = { lang: "en", dir: "ltr", topics: {}, words: {}, me: {}, ...read() };
