// What the lab says in words: the opening question, the numbers, what a control changed, where the numbers come from.

const MINUS = "\u2212";
const percent = (value, places = 0) => `${(100 * value).toFixed(places)} %`.replace("-", MINUS);
const one = (selector) => document.querySelector(selector);
const FULL = "maximal effort", LATER = { [FULL]: "At full effort" };

function element(kind, text, className) {
  const made = document.createElement(kind);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

/** The opening question: both forces at the chosen moment, their ratio, and what explains the gap once it is known. */
export function opening(gaps, view, names) {
  const found = gaps.find((each) => each.at === view.moment) || gaps.at(-1);
  for (const side of ["a", "b"]) {
    one(`[data-name=${side}]`).textContent = `${side.toUpperCase()} · ${names[side]}`;
    one(`[data-big=${side}]`).textContent = percent(found[side], 1);
    one(`[data-bar=${side}]`).style.width = `${Math.min(100, 100 * found[side])}%`;
    one(`[data-range=${side}]`).textContent = `${percent(found[`${side}_interval`][0], 1)} to ${percent(found[`${side}_interval`][1], 1)}`;
  }
  one("#ratio").textContent = `× ${found.ratio.toFixed(2)}`;
  one("#ratio-range").textContent = found.ratio_interval.map((each) => each.toFixed(2)).join(" to ");
  one("#shared").textContent = view.muscle_b ? "two muscles" : `same muscle, ${view.units} units each`;
  one("#opening-what").textContent = what(found.at);
  one("#opening-words").textContent = words(gaps, view);
  why(found, view);
}

/** What the two large numbers are. */
function what(at) {
  const tetanic = "100 % is the tetanic force, all that the muscle has when every unit is driven to its utmost.";
  const how = at === FULL ? "Best half second of an effort held at full will for 2\u00a0s"
    : `Force gained ${at.replace("after onset", "after it begins to rise")}, in an effort as fast as possible`;
  return `${how}; mean of 6 runs. ${tetanic}`;
}

function words(gaps, view) {
  const told = gaps.map(({ at, ratio }) => `${LATER[at] || at.replace("after onset", "after the onset")} × ${ratio.toFixed(2)}`);
  const same = view.muscle_b ? "The muscles differ, so the gap is not the nervous system's alone." : "The muscle is the same to the last unit.";
  return `${same} The force of B is that of A ${told.join(", ").replace("At full", "at full")}; ranges hold 90 % of 6 runs.`;
}

function why(found, view) {
  const parts = [...found.parts].sort((a, b) => Math.abs(b.explains) - Math.abs(a.explains)).filter((each) => Math.abs(each.explains) >= 0.0005);
  one("#why").hidden = !parts.length || Boolean(view.muscle_b);
  one("#why-head").textContent = `What explains the gap of ${percent(found.b - found.a, 1)}, in points of tetanic force`;
  const most = Math.max(...parts.map((each) => Math.abs(each.interval[1])), ...parts.map((each) => Math.abs(each.interval[0])), 1e-9);
  const zero = parts.some((each) => each.explains < 0) ? 30 : 0;
  const at = (value) => zero + (value / most) * (98 - zero);
  one("#parts").replaceChildren(...parts.map(({ name, acts_on, explains, interval }) => {
    const line = element("li");
    const kind = acts_on === "recruitment" ? "rec" : acts_on === "rate" ? "rate" : "";
    const bar = element("span", undefined, "hb");
    const [from, to] = [at(Math.min(0, explains)), at(Math.max(0, explains))];
    const filled = element("i", undefined, kind);
    filled.style.cssText = `left:${Math.max(0, from)}%;width:${to - Math.max(0, from)}%`;
    const range = element("u");
    range.style.cssText = `left:${Math.max(0, at(interval[0]))}%;width:${at(interval[1]) - Math.max(0, at(interval[0]))}%`;
    bar.append(filled, range);
    line.append(element("span", name, kind ? `b ${kind}` : "b"), bar, element("span", `${percent(explains, 1)} [${(100 * interval[0]).toFixed(1)}, ${(100 * interval[1]).toFixed(1)}]`.replaceAll("-", MINUS), "sm t2 r"));
    return line;
  }));
}

/** The main numbers of both sides, line by line. */
export function numbers(pictures) {
  const lines = new Map();
  for (const side of ["a", "b"]) {
    const seen = {};
    for (const row of pictures[side].rows) {
      seen[row.name] = (seen[row.name] || 0) + 1;
      const key = `${row.name} ${seen[row.name]}`;
      lines.set(key, { ...(lines.get(key) || { label: row.label, note: row.note }), [side]: row.text });
    }
  }
  one("#numbers").removeAttribute("data-stale");
  one("#numbers").replaceChildren(...[...lines.values()].map(({ label, note, a, b }) => {
    const line = element("tr");
    const head = element("th", label);
    head.scope = "row";
    if (note) head.append(element("span", note));
    line.append(head, number(a), number(b));
    return line;
  }));
  const doubts = [...new Set(["a", "b"].flatMap((side) => pictures[side].doubts))];
  one("#doubts").textContent = doubts.length ? `To keep in mind: ${doubts.join("; ")}.` : "";
  const papers = { ...pictures.a.sources, ...pictures.b.sources };
  one("#papers").replaceChildren(...Object.values(papers).map((title) => element("li", title)));
}

/** A number and, kept whole, what chance does to it. */
function number(text = "–") {
  const cell = element("td", undefined, "r"), [value, around] = text.split(/ (?=\[)/);
  if (around) cell.append(element("span", value, "nw"), " ", element("span", around, "nw"));
  else cell.textContent = value;
  return cell;
}

/** The numbers are those of pictures that are no longer asked for, until new ones are there. */
export function stale() { one("#numbers").setAttribute("data-stale", ""); }

/** What a control changed, in words: each number that moved by more than chance does. */
export function changed(side, what, before, after) {
  if (!before || !after) return;
  const old = new Map(before.rows.map((row) => [row.name, row]));
  const moved = after.rows.filter((row) => old.has(row.name) && differs(old.get(row.name), row));
  const told = moved.map((row) => `${row.label} ${short(old.get(row.name).text)} → ${short(row.text)}`);
  one("#change").textContent = `${side}${what}: ${told.length ? told.join("; ") : "no number moved by more than chance"}.`;
}

function differs(before, after) {
  if (before.value === null || after.value === null) return before.value !== after.value;
  const ends = /\[(-?[\d.]+), (-?[\d.]+)\]/.exec(before.text);
  const shown = parseFloat(after.text);
  if (ends) return shown < Number(ends[1]) || shown > Number(ends[2]);
  return Math.abs(after.value - before.value) > 0.005 * Math.abs(before.value);
}

function short(text) { return text.replace(/ \[.*\]/, ""); }

/** Every number of the two presets, with its paper. */
export function presets(rows) {
  one("#preset-rows").replaceChildren(...rows.map(({ state, label, text, title, where, how }) => {
    const line = element("tr");
    const from = element("td", title);
    from.append(element("div", where, "xs t3"));
    line.append(element("td", state), element("td", label), element("td", text, "r nw"), from, element("td", how));
    return line;
  }));
}
