// The same in Python: the lines of what is shown, written anew whenever that changes.

import { Asker } from "./ask.js";

const place = document.getElementById("code"), pre = place.querySelector("pre"), said = document.getElementById("code-told");

export class Code {
  constructor(failed) {
    Object.assign(this, { wanted: null, key: null, copied: null, copying: false });
    const broke = (error) => {
      this.copying = false;
      failed(error);
    };
    this.asker = new Asker((answer, asked) => this.answered(answer, asked), broke);
  }

  /** Both pictures answer what the controls say: the lines are theirs. */
  of(pictures) {
    this.wanted = { a: effort(pictures.a.asked), b: effort(pictures.b.asked) };
    this.write();
  }

  /** A control has moved: until the new pictures are there the lines are no longer theirs. */
  stale() {
    this.wanted = null;
    place.setAttribute("data-stale", "");
  }

  /** Shows the lines and puts them on the clipboard where the browser lets us, as soon as the pictures are there. */
  copy() {
    place.hidden = false;
    this.copying = true;
    said.textContent = "";
    this.write();
  }

  write() {
    if (place.hidden || !this.wanted) return;
    const key = JSON.stringify(this.wanted);
    if (key === this.key) this.tell();
    else this.asker.want({ path: "/api/v1/lab/python", body: this.wanted, kind: "json", key }, true);
  }

  answered({ text }, { key }) {
    if (!this.wanted || key !== JSON.stringify(this.wanted)) return;
    this.key = key;
    pre.textContent = text;
    this.tell();
  }

  async tell() {
    place.removeAttribute("data-stale");
    if (!this.copying) {
      said.textContent = this.copied === null ? "" : this.copied === this.key ? "Copied." : "Changed since it was copied.";
      return;
    }
    this.copying = false;
    place.scrollIntoView({ block: "nearest" });
    const key = this.key;
    try {
      await navigator.clipboard.writeText(pre.textContent);
      this.copied = key;
      if (key === this.key) said.textContent = "Copied.";
    } catch { said.textContent = "Select it and copy: this browser lets no page write to the clipboard here."; }
  }
}

function effort({ path, body }) { return path.endsWith("lifts") ? { lift: body } : { contraction: body }; }
