// The desk of a plan: its text or a week of it, checked while it is written, saved upon a version.

import { EditorNotes } from "/static/editor_notes.js";
import { EditorText } from "/static/editor_text.js";
import { Checks, counted, showRules } from "/static/plan_checks.js";
import { Files } from "/static/plan_files.js";
import { Saving } from "/static/plan_saving.js";

const desk = document.getElementById("desk");
const given = JSON.parse(desk.dataset.desk);
const summary = document.getElementById("summary");
const NOTHING = "Nothing written yet";
const EXAMPLE = [
  "mon: back squat 5x2 @ 90% rest 4min until 1 in reserve", "wed: speed bench press 9x3 @ 50%, as fast as possible, rest 60s",
  "fri:", "  max effort deadlift 4x2 @ 88% rest 4min until 1 in reserve", "  pull-up 3x8 until 2 in reserve",
];

/** The whole text, of which some lines are in the editor. */
const whole = { before: [], behind: [], first: 1, moved: 0, week: { first: given.first, last: given.last } };

function show(lines, first, last) {
  whole.before = lines.slice(0, first - 1);
  whole.behind = lines.slice(last);
  whole.first = first;
  editor.host.style.counterReset = `line ${first - 1}`;
  editor.set(lines.slice(first - 1, last));
}

function text() { return [...whole.before, ...editor.lines, ...whole.behind].join("\n"); }

function changed() {
  notes.lay();
  saving.changed();
  checks.soon(body);
}

function body() {
  return { text: text(), week: given.week, first: whole.first, last: whole.first + editor.lines.length - 1 };
}

function answered(answer) {
  whole.week = { first: answer.first, last: answer.last };
  notes.show(answer, whole.first);
  showRules(answer.rules, (state) => notes.mark(state));
  const here = answer.lines.slice(whole.first - 1, whole.first - 1 + editor.lines.length).flatMap((each) => each.messages);
  const count = (list, severity) => list.filter((each) => each.severity === severity).length;
  const mine = [count(here, "error"), count(here, "warning")], tips = count(here, "note");
  const others = counted(answer.errors - mine[0], answer.warnings - mine[1]);
  const sound = tips ? `No error, no warning, ${tips} tip${tips > 1 ? "s" : ""}` : "No error, no warning";
  const words = counted(...mine) || (text().trim() ? sound : NOTHING);
  tellSummary(others ? `${words}; elsewhere ${others}` : words, [...mine, tips]);
  desk.dataset.checked = String(Number(desk.dataset.checked || 0) + 1);
}

function tellSummary(words, [errors, warnings, tips]) {
  if (summary.dataset.said === words) return;
  summary.dataset.said = words;
  const shape = document.createElement("span");
  shape.className = "mk";
  shape.append(words === NOTHING ? "" : notes.mark(errors ? "error" : warnings ? "warning" : tips ? "note" : "fine"), words);
  summary.replaceChildren(shape);
}

function failed(words) {
  summary.dataset.said = words;
  summary.textContent = words;
}

const editor = new EditorText(document.getElementById("lines"), changed);
const notes = new EditorNotes(editor, document.getElementById("notes"), (edits) => {
  const outside = edits.some((each) => each.line < 0 || each.line >= editor.lines.length);
  if (outside) showAll();
  editor.edit(outside ? edits.map((each) => ({ ...each, line: each.line + whole.moved })) : edits);
  checks.now(body);
});
const checks = new Checks(`/api/v1/athletes/${given.athlete}/plans/check`, answered, failed);
const saving = new Saving(given, { text, editor, showAll, recheck: () => checks.now(body) });
new Files(document.getElementById("editor"), document.getElementById("file"), (lines, name) => {
  showAll();
  saving.remember();
  editor.replaceAll(lines);
  saving.notice(`The text of ${name} is in the editor and not yet kept.`);
});

function showAll() { select(1, Infinity); }

function select(first, last) {
  const lines = text().split("\n");
  const end = Math.min(last, lines.at(-1) === "" && lines.length > 1 ? lines.length - 1 : lines.length);
  whole.moved = whole.first - 1;
  show(lines, first, end);
  const all = first === 1 && last === Infinity;
  document.getElementById("of-all")?.setAttribute("aria-pressed", all);
  document.getElementById("of-week")?.setAttribute("aria-pressed", !all);
  document.getElementById("shown").textContent = `${all && given.plan ? "Whole plan" : given.shown} as text`;
}

document.getElementById("of-all")?.addEventListener("click", () => { showAll(); checks.now(body); });
document.getElementById("of-week")?.addEventListener("click", () => {
  if (whole.week.first) select(whole.week.first, whole.week.last);
  checks.now(body);
});
document.getElementById("example")?.addEventListener("click", () => editor.replaceAll(EXAMPLE));
document.addEventListener("selectionchange", () => {
  const now = editor.current;
  if (now >= 0) editor.blocks.forEach((each, number) => each.classList.toggle("on", number === now));
});

const weeks = document.getElementById("calendar");
if (weeks && weeks.scrollWidth > weeks.clientWidth) weeks.scrollLeft = firstToSee() - weeks.querySelector(".wk").offsetWidth - 8;

/** Where the calendar opens if it is too narrow for a week: what is to be done next, else the week that is shown, else today. */
function firstToSee() {
  const asked = new URLSearchParams(location.search).has("week") && weeks.querySelector(".now .ses");
  const session = asked || weeks.querySelector(".next-cell .ses") || weeks.querySelector(".now .ses");
  const cell = session ? session.closest(".cal > div") : weeks.querySelector(".today-cell");
  return cell ? cell.offsetLeft : 0;
}
show(given.text.split("\n"), given.first, given.last);
saving.begin();
if (given.add && !text().includes(given.add)) {
  const lines = editor.lines.filter((each, number, all) => each.trim() || number < all.length - 1);
  const indent = /^\s*/.exec(lines.findLast((each) => /^\s*(mon|tue|wed|thu|fri|sat|sun|\d{4}-)/i.test(each)) || "")[0];
  saving.remember();
  editor.replaceAll([...lines, indent + given.add]);
  saving.notice("The test stands in the text, two days from now, and is not kept yet: choose its day, then save.");
} else if (given.answer && !saving.restored) answered(given.answer);
else checks.now(body);
