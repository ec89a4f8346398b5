// The service worker: the page opens again from a cold start without a network. It keeps one page that
// knows nobody and what that page needs, and never an answer that was made for somebody. The server
// writes `self.kept` before these lines: which addresses, and the mark of this very version.

const { version, addresses } = self.kept;
const CACHES = "sawt-shell-";
const PAGE = "/offline";
const PATIENCE_MS = 20_000;
const FRESH_FOR_MS = 15 * 60_000;

function asked(address) {
  // A page that knows nobody is asked for by nobody; what carries a fingerprint is here already.
  const cache = address === PAGE ? "reload" : "default";
  return new Request(address, { credentials: "omit", cache });
}

async function keepAll() {
  const cache = await caches.open(CACHES + version);
  await cache.addAll(addresses.map(asked));
  await self.skipWaiting(); // nothing of an old version stays in the way
}

async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(CACHES) && name !== CACHES + version);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Where to go and whom to call may have changed since. */
async function refresh() {
  const cache = await caches.open(CACHES + version);
  const kept = await cache.match(PAGE);
  const age = Date.now() - Date.parse(kept?.headers.get("Date") ?? 0);
  if (age > FRESH_FOR_MS) await cache.add(asked(PAGE));
}

async function open(event) {
  const tooLong = new Promise((_, reject) => setTimeout(reject, PATIENCE_MS));
  try {
    const answer = await Promise.race([fetch(event.request), tooLong]);
    event.waitUntil(refresh().catch(() => {}));
    return answer;
  } catch {
    return (await caches.match(PAGE)) ?? Response.error();
  }
}

async function bring(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(open(event));
  else if (addresses.includes(new URL(request.url).pathname)) event.respondWith(bring(request));
});
