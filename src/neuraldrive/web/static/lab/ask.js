// Asks the simulator: one question in flight for each side, the newest waits, what is no longer wanted is let go.

const BINARY = "application/octet-stream";

/** The header's words and its arrays by name, from what the server packed. */
export function unpack(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const told = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const series = {};
  let at = 4 + length;
  for (const { name, type, count } of told.arrays) {
    series[name] = type === "uint32" ? new Uint32Array(buffer, at, count) : new Float32Array(buffer, at, count);
    at += 4 * count;
  }
  return { ...told, series };
}

/** Posts JSON; gives the answer as `kind`: "picture", "json" or "text". Throws an Error whose words can be shown. */
export async function post(path, body, kind, signal) {
  const csrf = document.querySelector("meta[name=csrf]").content;
  const headers = { "X-CSRF": csrf, "Content-Type": "application/json", Accept: kind === "picture" ? BINARY : "application/json, text/csv" };
  let answer;
  try {
    answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error("The server cannot be reached. The pictures are the last ones that came; move a control to try again.");
  }
  if (!answer.ok) throw new Error(await refusal(answer));
  if (kind === "picture") return unpack(await answer.arrayBuffer());
  return kind === "json" ? answer.json() : answer.text();
}

async function refusal(answer) {
  try {
    const { error } = await answer.json();
    return `${error.what}: found ${error.found}, needed ${error.needed}. ${error.remedy}`;
  } catch {
    return `The server answered ${answer.status}.`;
  }
}

/** Asks for one thing at a time. `want(question, now)`: with `now` what is in flight is let go, else the newest waits
 * for it, so that pictures keep coming while somebody drags. */
export class Asker {
  constructor(answered, failed) {
    this.answered = answered;
    this.failed = failed;
    this.waiting = null;
    this.flight = null;
  }

  want(question, now) {
    this.waiting = question;
    if (this.flight && now) this.flight.abort();
    if (!this.flight || now) this.next();
  }

  async next() {
    const question = this.waiting;
    if (!question) return;
    this.waiting = null;
    const flight = new AbortController();
    this.flight = flight;
    try {
      const answer = await post(question.path, question.body, question.kind || "picture", flight.signal);
      if (this.flight === flight) this.answered(answer, question);
    } catch (error) {
      if (error.name !== "AbortError" && this.flight === flight) this.failed(error, question);
    } finally {
      if (this.flight === flight) {
        this.flight = null;
        this.next();
      }
    }
  }
}
