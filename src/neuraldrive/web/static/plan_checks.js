// Checks a plan while it is written: a quarter of a second after the last key, the newest text only.

import { send } from "/static/page.js";

const WAIT_MS = 250, LATE_MS = 300;

/** Asks the server; `shown` gets the newest answer, `failed` the words where there is none. */
export class Checks {
  constructor(path, shown, failed) {
    this.path = path;
    this.shown = shown;
    this.failed = failed;
    this.timer = 0;
    this.asked = null;
  }

  /** Soon: `body` is asked for what to check when the time has come. */
  soon(body) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(body), WAIT_MS);
  }

  async now(body) {
    clearTimeout(this.timer);
    if (this.asked) this.asked.abort();
    const asked = this.asked = new AbortController();
    const late = setTimeout(() => this.failed("Being checked…"), LATE_MS);
    try {
      const answer = await send("POST", this.path, body(), asked.signal);
      if (asked === this.asked) this.shown(answer);
    } catch (error) {
      if (error.name !== "AbortError" && asked === this.asked) this.failed(`Not checked. ${error.message}`);
    } finally {
      clearTimeout(late);
    }
  }
}

/** How many there are, in words: "1 error, 2 warnings". */
export function counted(errors, warnings) {
  const some = [[errors, "error"], [warnings, "warning"]].filter(([number]) => number);
  return some.map(([number, word]) => `${number} ${word}${number > 1 ? "s" : ""}`).join(", ");
}

/** The table of rules; those of which nothing was found are listed below it. */
export function showRules(rules, mark) {
  const rows = document.getElementById("rules"), kept = document.getElementById("kept");
  const quiet = rules.filter((each) => each.says === "Nothing found.");
  rows.replaceChildren(...rules.filter((each) => !quiet.includes(each)).map((each) => {
    const row = document.createElement("tr");
    const [state, name, says] = [0, 1, 2].map(() => row.insertCell());
    const shape = document.createElement("span");
    shape.className = "mk";
    shape.append(mark(each.state), Object.assign(document.createElement("span"), { className: "sr", textContent: each.state === "note" ? "tip" : each.state }));
    state.append(shape);
    name.append(each.name ? link(each) : each.label);
    name.className = "b sm";
    says.className = "sm t2";
    says.textContent = each.says;
    return row;
  }));
  kept.replaceChildren(...quiet.map((each) => {
    const item = document.createElement("li");
    item.append(link(each));
    return item;
  }));
  document.getElementById("kept-count").textContent = `(${quiet.length})`;
}

function link(rule) {
  return Object.assign(document.createElement("a"), { href: `/plans/rules#${rule.name}`, textContent: rule.label });
}
