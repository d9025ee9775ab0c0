// Saving a plan upon a version: what somebody else saved meanwhile is shown, and nothing that was written is lost.

import { send, tell } from "/static/page.js";

export class Saving {
  constructor(given, { text, editor, showAll, recheck }) {
    Object.assign(this, { given, text, editor, showAll, recheck, earlier: null, restored: false });
    this.version = given.version;
    this.kept = given.text;
    this.form = document.getElementById("save");
    this.button = this.form.querySelector("button");
    this.saved = document.getElementById("saved");
    this.key = `nd-plan-${given.athlete}-${given.plan}-${given.version}`;
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.save(); });
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); this.save(); }
    });
    addEventListener("beforeunload", (event) => { if (this.isChanged) event.preventDefault(); });
  }

  get isChanged() { return this.text().trim() !== this.kept.trim(); }

  /** A text that was written and not saved comes back. */
  begin() {
    if (this.given.saved) this.#told(this.given.saved);
    const draft = sessionStorage.getItem(this.key);
    if (draft && draft.trim() !== this.kept.trim()) {
      this.showAll();
      this.earlier = this.editor.lines;
      this.editor.set(draft.replace(/\n$/, "").split("\n"));
      this.restored = true;
      this.notice("What you had written and not saved is back.");
    }
    this.changed();
  }

  changed() {
    this.button.disabled = !this.text().trim() || !(this.isChanged || this.given.ended);
    if (this.isChanged) sessionStorage.setItem(this.key, this.text());
    else sessionStorage.removeItem(this.key);
    this.saved.classList.toggle("t3", this.isChanged);
    if (this.given.saved) this.#told(this.given.saved, this.isChanged ? "; changed since" : "");
  }

  /** What stands in the editor now can be had again. */
  remember() { this.earlier = this.editor.lines; }

  notice(words) {
    const place = document.getElementById("notice");
    const undo = Object.assign(document.createElement("button"), { className: "link", type: "button", textContent: "Undo" });
    undo.addEventListener("click", () => {
      this.editor.replaceAll(this.earlier);
      place.hidden = true;
    });
    place.replaceChildren(`${words} `, undo);
    place.hidden = false;
  }

  async save(after = this.version) {
    if (this.button.disabled) return;
    tell("");
    const { athlete, plan, ended } = this.given, text = this.text(), path = `/api/v1/athletes/${athlete}/plans`;
    const said = new FormData(this.form);
    this.button.setAttribute("aria-busy", "true");
    try {
      const isNew = !plan || ended;
      const told = isNew
        ? await send("POST", path, { text, title: said.get("title") || (ended ? this.given.title : ""), why: said.get("why") || "" })
        : await send("PUT", `${path}/${plan}`, { text, after, why: said.get("why") || "" });
      sessionStorage.removeItem(this.key);
      this.kept = text;
      if (isNew) location.assign(`/athletes/${athlete}/plan?plan=${told.id}`);
      else await this.#after(told);
    } catch (error) {
      if (error.status === 409 && plan && !ended) await this.#conflict(error, `${path}/${plan}`);
      else tell(`Not saved. ${error.message} What you wrote stands here.`);
    } finally {
      this.button.removeAttribute("aria-busy");
    }
  }

  async #after(told) {
    this.version = told.version;
    this.given.saved = new Date().toISOString();
    this.given.who = told.who;
    this.given.title = told.title;
    this.form.reset();
    document.getElementById("conflict").hidden = true;
    document.getElementById("notice").hidden = true;
    this.changed();
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    for (const id of ["facts", "plans", "weeks", "versions", "changes"]) {
      const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
      if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    }
  }

  /** Somebody else saved meanwhile: theirs is shown, mine stays in the editor. */
  async #conflict(error, path) {
    const place = document.getElementById("conflict");
    const theirs = await send("GET", path);
    const made = (tag, words, more = {}) => Object.assign(document.createElement(tag), { textContent: words, ...more });
    const over = made("button", "Save mine over it", { className: "btn", type: "button" });
    over.addEventListener("click", () => this.save(theirs.version));
    const take = made("button", "Take theirs", { className: "btn", type: "button" });
    take.addEventListener("click", () => {
      this.showAll();
      this.remember();
      this.editor.replaceAll(theirs.text.replace(/\n$/, "").split("\n"));
      this.version = theirs.version;
      this.kept = theirs.text;
      place.hidden = true;
      this.changed();
      this.notice("Their text is in the editor.");
    });
    const row = made("p", "", { className: "row wrap mt" });
    row.append(over, take);
    place.replaceChildren(
      made("p", `Not saved: ${theirs.who} saved version ${theirs.version} meanwhile${theirs.why ? ` (${theirs.why})` : ""}.`, { className: "b" }),
      made("p", "What you wrote stands in the editor. Theirs:", { className: "sm" }),
      made("pre", theirs.text, { className: "theirs", tabIndex: 0 }), row,
    );
    place.hidden = false;
    place.scrollIntoView({ block: "nearest" });
  }

  #told(when, more = "") {
    const at = new Date(when), today = at.toDateString() === new Date().toDateString();
    const clock = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    this.saved.textContent = `saved ${today ? clock : at.toLocaleDateString([], { day: "numeric", month: "short" })}${more}`;
  }
}
