// The opening question, how far apart the two are: asked once the hand rests, told only while it is still the question.

import { question } from "./address.js";
import { Asker } from "./ask.js";
import * as told from "./told.js";

const REST_MS = 400, SOON_MS = 60, WHY_MS = 700;
const place = document.getElementById("opening");

export class Opening {
  /** `view()` is what the controls say now; `names()` whose states A and B are. */
  constructor(view, names, failed) {
    Object.assign(this, { view, names, gaps: null, rest: 0, why: 0 });
    this.asker = new Asker((gaps, asked) => this.answered(gaps, asked), failed);
  }

  /** Something has changed; a hand that drags is waited for. */
  ask(dragging) {
    place.setAttribute("data-stale", "");
    clearTimeout(this.rest);
    clearTimeout(this.why);
    this.rest = setTimeout(() => this.now(), dragging ? REST_MS : SOON_MS);
  }

  now() {
    this.asker.want(this.pair(false), true);
    if (!this.view().muscle_b) this.why = setTimeout(() => this.asker.want(this.pair(true), false), WHY_MS);
  }

  pair(explained) {
    const one = (side) => question({ ...this.view(), effort: "ballistic", emg: false }, side, false).body;
    return { path: "/api/v1/lab/gaps", kind: "json", body: { a: one("a"), b: one("b"), explained } };
  }

  answered(gaps, { body }) {
    if (JSON.stringify(body) !== JSON.stringify(this.pair(body.explained).body)) return;
    this.gaps = gaps;
    place.removeAttribute("data-stale");
    place.setAttribute("aria-busy", "false");
    this.tell();
  }

  /** At the moment that is chosen. */
  tell() { if (this.gaps) told.opening(this.gaps, this.view(), this.names()); }
}
