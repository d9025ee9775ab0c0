// What the lines of a plan come to, and what was found of them: marks in the gutter, words under each line, waves under words.

const colours = "highlights" in CSS;
const COMMENT = /#.*$/;
const DAY = /^\s*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|\d{4}-\d{1,2}-\d{1,2}|weeks? [\d– -]+|every week)(?:\d{1,2}:\d\d|[^:"#]){0,30}:/i;

function made(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** Notes in `layer`, under the lines of `text`; `mend` is called with the edits that somebody taps. */
export class EditorNotes {
  constructor(text, layer, mend) {
    this.text = text;
    this.layer = layer;
    this.mend = mend;
    this.notes = new Map();
    this.marks = new Map([...document.getElementById("marks").content.children].map((each) => [each.dataset.mark, each.firstElementChild]));
    new ResizeObserver(() => this.lay()).observe(text.host);
  }

  mark(state) { return (this.marks.get(state) || this.marks.get("fine")).cloneNode(true); }

  /** Shows the answer of a check; `first` is the line of the plan (from 1) that stands first here. */
  show(answer, first) {
    this.layer.replaceChildren();
    this.notes.clear();
    const found = { error: [], warning: [] };
    this.text.blocks.forEach((line, number) => {
      const told = answer.lines[first - 1 + number];
      if (!told) return;
      const note = this.#note(told, number, first);
      if (note) this.notes.set(line, note);
      for (const each of told.messages) {
        const range = each.start && found[each.severity] && this.text.range(number, each.start, each.end);
        if (range) found[each.severity].push(range);
      }
    });
    if (colours) for (const [name, ranges] of Object.entries(found)) CSS.highlights.set(`plan-${name}`, new Highlight(...ranges));
    this.lay();
  }

  /** Puts everything to its line again, after typing or turning the tablet. */
  lay() {
    const lines = this.text.blocks;
    const here = new Set(lines);
    for (const [line, note] of this.notes) {
      if (here.has(line)) continue;
      note.remove();
      this.notes.delete(line);
    }
    const heights = lines.map((line) => this.notes.get(line)?.lastElementChild.offsetHeight || 0);
    lines.forEach((line, number) => { line.style.paddingBottom = `${6 + heights[number]}px`; });
    lines.forEach((line, number) => {
      const note = this.notes.get(line);
      if (!note) return;
      note.style.top = `${line.offsetTop}px`;
      note.lastElementChild.style.top = `${line.offsetHeight - heights[number] - 4}px`;
      note.classList.toggle("stale", note.dataset.of !== line.textContent);
    });
    this.#colour(lines);
  }

  #note(told, number, first) {
    if (!told.state && !told.comes_to) return null;
    const note = made("div", `n of-${told.state || "none"}`);
    note.dataset.of = this.text.blocks[number].textContent;
    const gutter = made("span", "g");
    if (told.state !== "waits") gutter.append(this.mark(told.state));
    const body = made("div", "under");
    body.append(made("span", "sr", `Line ${first + number}, ${told.state === "note" ? "tip" : told.state}: `));
    if (told.comes_to) body.append(made("span", "out", told.comes_to));
    if (told.state === "waits") body.append(made("span", "out", "waits for the line above"));
    for (const each of told.messages) body.append(this.#message(each, first));
    note.append(gutter, body);
    this.layer.append(note);
    return note;
  }

  #message(message, first) {
    const element = made("div", `msg of-${message.severity}`);
    const isTip = message.severity === "note";
    element.append(made(isTip ? "span" : "b", "", isTip ? `Tip: ${message.says}` : message.says), " ");
    if (message.mend) element.append(message.rule ? `${isTip ? "You may" : "Mend"}: ${message.mend.replaceAll("`", "")}. ` : `${message.mend.replaceAll("`", "")} `);
    const ways = [];
    if (message.rule) {
      const why = made("a", "", "Why");
      why.href = `/plans/rules#${message.rule}`;
      ways.push(why);
    }
    for (const way of message.ways) {
      const button = made("button", "link", way.label);
      button.type = "button";
      button.addEventListener("click", () => this.mend(way.edits.map((each) => ({ ...each, line: each.line - first }))));
      ways.push(button);
    }
    const row = made("span", "ways");
    ways.forEach((each, at) => row.append(...(at ? [" · ", each] : [each])));
    if (ways.length) element.append(row);
    return element;
  }

  #colour(lines) {
    if (!colours) return;
    const key = [], comment = [];
    lines.forEach((line, number) => {
      const text = line.textContent, day = text.match(DAY), said = text.match(COMMENT);
      const quoted = said && (text.slice(0, said.index).match(/"/g) || []).length % 2;
      if (day) key.push(this.text.range(number, 1, day[0].length + 1));
      if (said && !quoted) comment.push(this.text.range(number, said.index + 1, text.length + 1));
    });
    CSS.highlights.set("plan-key", new Highlight(...key.filter(Boolean)));
    CSS.highlights.set("plan-comment", new Highlight(...comment.filter(Boolean)));
  }
}
