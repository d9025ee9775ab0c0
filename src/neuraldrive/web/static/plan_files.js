// A text file dropped on the editor, or chosen: its lines, or why it is no text.

import { tell } from "/static/page.js";

const MOST = 400_000;

export class Files {
  constructor(place, input, opened) {
    this.opened = opened;
    for (const name of ["dragover", "dragenter"]) place.addEventListener(name, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      place.classList.add("over");
    });
    for (const name of ["dragleave", "drop"]) place.addEventListener(name, () => place.classList.remove("over"));
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      const file = event.dataTransfer.files[0];
      if (file) this.#open(file);
    });
    input.addEventListener("change", () => {
      if (input.files[0]) this.#open(input.files[0]);
      input.value = "";
    });
  }

  async #open(file) {
    tell("");
    if (file.size > MOST) return tell(`${file.name} has ${Math.round(file.size / 1000)} kB; a plan has ${MOST / 1000} at most. Is it a plan?`);
    try {
      const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
      this.opened(text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n"), file.name);
    } catch {
      tell(`${file.name} is no text in UTF-8. Save it as UTF-8 text, or paste it.`);
    }
  }
}
