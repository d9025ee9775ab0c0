// A text of lines that is edited in place: a block a line, the browser's own typing, undo and selection. Nothing is drawn over it.

const SPACE = /\u00a0/g;

function block(text) {
  const line = document.createElement("div");
  if (text) line.textContent = text;
  else line.append(document.createElement("br"));
  return line;
}

/** The editable text in `host`; `changed` is called after each change. */
export class EditorText {
  constructor(host, changed) {
    this.host = host;
    this.changed = changed;
    this.held = false;
    host.addEventListener("input", () => this.#told());
    host.addEventListener("beforeinput", (event) => { if (event.inputType.startsWith("format")) event.preventDefault(); });
    host.addEventListener("keydown", (event) => this.#key(event));
    host.addEventListener("paste", (event) => {
      event.preventDefault();
      this.insert(event.clipboardData.getData("text/plain"));
    });
  }

  /** The lines as they are written. */
  get lines() { return this.blocks.map((each) => each.textContent.replace(SPACE, " ")); }

  get blocks() {
    this.#tidy();
    return [...this.host.children];
  }

  /** Other lines, without a way back. */
  set(lines) { this.host.replaceChildren(...lines.map(block)); }

  /** Other lines, which the browser's undo takes back. */
  replaceAll(lines) {
    this.host.focus();
    getSelection().selectAllChildren(this.host);
    this.insert(lines.join("\n"));
  }

  /** Writes at the caret, over what is selected. */
  insert(text) {
    this.#hold(() => {
      text.replace(/\r\n?/g, "\n").split("\n").forEach((line, number) => {
        if (number) document.execCommand("insertParagraph");
        if (line) document.execCommand("insertText", false, line);
        else if (!number && !getSelection().isCollapsed) document.execCommand("delete");
      });
    });
  }

  /** Text in place of some columns of a line (from 0), each from 1; with `whole` the line goes. Last first. */
  edit(edits) {
    this.host.focus();
    this.#hold(() => {
      for (const each of edits) {
        const at = this.blocks[each.line];
        if (!at) continue;
        if (each.whole && each.line) this.#select(this.blocks[each.line - 1], null, at, null);
        else this.#select(at, each.start - 1, at, each.end - 1);
        if (each.text && !each.whole) document.execCommand("insertText", false, each.text);
        else document.execCommand("delete");
      }
    });
  }

  /** Columns of a line (from 0 and 1) as a range; null where the line is shorter. */
  range(line, start, end) {
    const at = this.host.children[line];
    if (!at || at.textContent.length < start) return null;
    const range = document.createRange();
    range.setStart(...place(at, start - 1));
    range.setEnd(...place(at, Math.min(end - 1, at.textContent.length)));
    return range;
  }

  /** The line (from 0) in which the caret is; −1 where it is elsewhere. */
  get current() {
    const node = getSelection().anchorNode;
    return [...this.host.children].findIndex((each) => each.contains(node));
  }

  #select(from, start, to, end) {
    const range = document.createRange();
    range.setStart(...place(from, start ?? from.textContent.length));
    range.setEnd(...place(to, end ?? to.textContent.length));
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  #key(event) {
    if (event.key !== "Enter" || event.isComposing || event.shiftKey || event.ctrlKey || event.metaKey) return;
    const line = this.blocks[this.current];
    if (!line) return;
    event.preventDefault();
    const text = line.textContent;
    const deeper = /^\s*[\w-]+(?: \d[\d:-]*)?\s*:\s*$/.test(text) ? "  " : "";
    this.insert("\n" + text.match(/^ */)[0] + deeper);
  }

  #hold(act) {
    this.held = true;
    try { act(); } finally { this.held = false; }
    this.#told();
  }

  #told() { if (!this.held) this.changed(); }

  /** Whatever a browser makes of an emptied text becomes lines again. */
  #tidy() {
    const good = this.host.children.length && [...this.host.childNodes].every((each) => each.nodeName === "DIV" && !each.querySelector("div"));
    if (good) return;
    const text = this.host.innerText.replace(/\n$/, "");
    this.set(text.split("\n"));
    if (document.activeElement === this.host) {
      const last = this.host.lastElementChild;
      this.#select(last, null, last, null);
    }
  }
}

/** Node and offset of a column (from 0) in a line. */
function place(line, column) {
  const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let left = column;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (left <= node.length) return [node, left];
    left -= node.length;
  }
  return [line, line.childNodes.length && line.lastChild.nodeName !== "BR" ? line.childNodes.length : 0];
}
