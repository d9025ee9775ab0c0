// The connection of a rack page: pictures and samples in, and a clear word when it is lost. It comes back by itself.

const FIRST_MS = 500, LONGEST_MS = 2000, SILENCE_MS = 2500, OPENING_MS = 4000;
const SIGN_IN = 4401, REFUSED = 4403, NO_RACK = 4404, CLOSED = 4410;

/** Connects to a rack and stays connected; `told` has picture(object), samples(Float64Array) and lost(words). */
export function link(rack, told) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const address = `${scheme}://${location.host}/live/${encodeURIComponent(rack)}`;
  let socket = null, wait = FIRST_MS, timer = 0, heard = 0;

  function connect() {
    clearTimeout(timer);
    if (socket) return;
    const mine = socket = new WebSocket(address);
    mine.binaryType = "arraybuffer";
    heard = performance.now() + OPENING_MS - SILENCE_MS;
    mine.onmessage = (message) => {
      if (mine !== socket) return;
      heard = performance.now();
      if (typeof message.data === "string") {
        wait = FIRST_MS;
        told.picture(JSON.parse(message.data));
      } else if (message.data.byteLength) told.samples(new Float64Array(message.data));
    };
    mine.onclose = (event) => { if (mine === socket) lost(event.code); };
  }

  function lost(code) {
    socket = null;
    if (code === SIGN_IN) return location.assign(`/sign-in?to=${location.pathname}`);
    const words = { [REFUSED]: "This page may not look on here.", [NO_RACK]: "This rack is not open.", [CLOSED]: "This rack was closed." };
    told.lost(words[code] || "");
    timer = setTimeout(connect, words[code] ? LONGEST_MS : wait);
    wait = Math.min(1.5 * wait, LONGEST_MS);
  }

  function now() { if (!socket) { wait = FIRST_MS; connect(); } }

  setInterval(() => {
    if (!socket || performance.now() - heard < SILENCE_MS) return;
    const silent = socket;
    lost(0);
    silent.close();
  }, 250);
  addEventListener("online", now);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) now(); });
  connect();
}
