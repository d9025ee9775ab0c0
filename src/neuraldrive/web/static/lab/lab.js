// The lab: a control moves, the simulator is asked, every picture answers.

import { tell } from "../page.js";
import { fromAddress, question, toAddress } from "./address.js";
import { Asker, post } from "./ask.js";
import { forgetColours } from "./canvas.js";
import * as controls from "./controls.js";
import { draw, shared } from "./panels.js";
import { copyPython, takeCsv, takePicture } from "./take.js";
import * as told from "./told.js";

const SIDES = ["a", "b"];
const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const card = (side) => one(`.pict[data-side=${side}]`);
const choices = controls.choices();

let view = fromAddress(location.search, choices);
const pictures = { a: null, b: null };
const known = {};
let gaps = null, before = null, drawing = 0, moved = 0, restTimer = 0, whyTimer = 0;

const askers = Object.fromEntries(SIDES.map((side) => [side, new Asker((answer, asked) => answered(side, answer, asked), failed)]));
const gapAsker = new Asker((answer, asked) => showGaps(answer, asked), failed);

function failed(error) {
  tell(error.message);
  SIDES.forEach((side) => card(side).setAttribute("data-stale", ""));
}

function answered(side, answer, asked) {
  if (one("#told").textContent && !one("#told").hidden) tell("");
  pictures[side] = answer;
  Object.assign(answer, { asked });
  card(side).removeAttribute("data-stale");
  card(side).removeAttribute("data-waiting");
  card(side).setAttribute("aria-busy", "false");
  if (!drawing) drawing = requestAnimationFrame(redraw);
}

function redraw() {
  drawing = 0;
  const { a, b } = pictures;
  if (!a || !b || a.facts.kind !== b.facts.kind) return;
  const ends = shared(pictures);
  for (const side of SIDES) {
    draw(card(side), pictures[side], pictures[side === "a" ? "b" : "a"], ends);
    one(`#head_${side}`).textContent = `${side.toUpperCase()} · ${nameOf(side)}`;
    one(`[data-told=${side}]`).textContent = pictures[side].facts.words;
  }
  if (!a.asked.dragging && !b.asked.dragging) rested();
  const times = SIDES.map((side) => pictures[side].asked.moved);
  document.dispatchEvent(new CustomEvent("lab:drawn", { detail: { moved: Math.max(...times), dragging: a.asked.dragging || b.asked.dragging } }));
}

function rested() {
  told.numbers(pictures);
  if (!before) return;
  const { side, what, picture } = before;
  if (side) told.changed(`${side.toUpperCase()} · `, what, picture, pictures[side]);
  before = null;
}

function nameOf(side) {
  const label = [...one(`[name=state_${side}]`).options].find((each) => each.value === view[side].population).textContent.toLowerCase();
  return Object.keys(view[side].changes).length ? `${label}, changed` : label;
}

function muscleOf(side) {
  if (view.effort === "lift") return [...one("[name=lift]").options].find((each) => each.value === view.lift).dataset.pool;
  return (side === "b" && view.muscle_b) || view.muscle_a;
}

function typical(side, name) {
  const entry = (known[muscleOf(side)] || []).find((each) => each.name === view[side].population);
  return entry ? entry.numbers[name].value : 0;
}

async function presetsOf(muscle) {
  if (known[muscle]) return;
  const answer = await fetch(`/api/v1/lab/presets?muscle=${encodeURIComponent(muscle)}`);
  if (!answer.ok) throw new Error("The presets of this muscle could not be read. Load the page again.");
  known[muscle] = await answer.json();
}

async function showAll() {
  await Promise.all(SIDES.map((side) => presetsOf(muscleOf(side))));
  const labels = Object.fromEntries([...one("[name=muscle_a]").options].map((each) => [each.value, each.textContent]));
  controls.show(view, typical, (labels[muscleOf("a")] || "").toLowerCase());
  told.presets(SIDES.flatMap((side) => {
    const entry = known[muscleOf(side)].find((each) => each.name === view[side].population);
    return Object.entries(entry.numbers).filter(([name]) => !name.endsWith("_sd")).map(([name, { value, unit, title, where, how }]) => ({
      state: `${side.toUpperCase()} · ${entry.label}`, label: name.replaceAll("_", " "), text: `${value} ${unit === "ratio" ? "" : unit}`.trim(), title, where, how,
    }));
  }));
}

/** Asks for the sides that changed; `dragging` for a quick answer, and a full one once the hand rests. */
function ask(sides, { dragging = false, now = false } = {}) {
  for (const side of sides) askers[side].want({ ...question(view, side, dragging), dragging, moved }, now);
  one("#opening").setAttribute("data-stale", "");
  clearTimeout(restTimer);
  clearTimeout(whyTimer);
  restTimer = setTimeout(askGaps, dragging ? 400 : 60);
}

function pair(explained) {
  const contraction = (side) => {
    const { body } = question({ ...view, effort: "ballistic", emg: false }, side, false);
    return body;
  };
  return { path: "/api/v1/lab/gaps", kind: "json", body: { a: contraction("a"), b: contraction("b"), explained } };
}

function askGaps() {
  gapAsker.want(pair(false), true);
  if (!view.muscle_b) whyTimer = setTimeout(() => gapAsker.want(pair(true), false), 700);
}

function showGaps(answer) {
  gaps = answer;
  one("#opening").removeAttribute("data-stale");
  one("#opening").setAttribute("aria-busy", "false");
  told.opening(gaps, view, { a: nameOf("a"), b: nameOf("b") });
}

function remember(push) {
  const address = toAddress(view);
  if (push) history.pushState(null, "", address);
  else history.replaceState(history.state, "", address);
}

async function again(sides, push = true) {
  if (push) remember(true);
  try {
    await showAll();
    before = null;
    for (const side of sides) card(side).setAttribute("aria-busy", "true");
    ask(sides, { now: true });
  } catch (error) { failed(error); }
}

function slid(slider, done) {
  moved = performance.now();
  const value = controls.inSI(slider);
  const { side, number, given, label } = slider.dataset;
  if (number) {
    if (!before || before.what !== label || before.side !== side) before = { side, what: label, picture: pictures[side] };
    const usual = typical(side, number);
    if (Math.abs(value - usual) < 1e-9) delete view[side].changes[number];
    else view[side].changes[number] = value;
    controls.setSlider(slider, value, usual);
    one(`[data-reset=${side}]`).hidden = !Object.keys(view[side].changes).length;
    ask([side], { dragging: !done });
  } else {
    view.given[view.effort][given] = value;
    controls.setSlider(slider, value);
    ask(SIDES, { dragging: !done });
  }
  if (done) remember(true);
}

document.addEventListener("input", ({ target }) => { if (target.matches("input[type=range]")) slid(target, false); });
document.addEventListener("change", ({ target }) => {
  const { name, value } = target;
  if (target.matches("input[type=range]")) return slid(target, true);
  if (name === "muscle_a" || name === "muscle_b" || name === "lift") view[name] = value;
  else if (name === "units") view.units = Math.min(800, Math.max(60, Math.round(Number(value)) || 120));
  else if (name === "emg") view.emg = target.checked;
  else if (name === "state_a" || name === "state_b") view[name.at(-1)] = { population: value, changes: {} };
  else return undefined;
  return again(name === "state_a" ? ["a"] : name === "state_b" ? ["b"] : SIDES);
});
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  const { effort, method, load, loads, at, reset, take, side } = button.dataset;
  if (effort) view.effort = effort;
  else if (method) { view.method = method; view.given.lift.relative_load = Number(load) / 100; }
  else if (loads) {
    view.loads = loads;
    if (loads === "same" && pictures.a && pictures.a.facts.load_kg) view.given.lift.load_kg = Math.round(pictures.a.facts.load_kg / 2.5) * 2.5;
  } else if (reset) view[reset].changes = {};
  else if (button.id === "link") view.muscle_b = view.muscle_b ? null : view.muscle_a === "vastus_lateralis" ? "tibialis_anterior" : "vastus_lateralis";
  else if (at) {
    view.moment = at;
    all("[data-at]").forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.at === at)));
    remember(true);
    if (gaps) told.opening(gaps, view, { a: nameOf("a"), b: nameOf("b") });
    return;
  } else {
    try {
      if (button.id === "copy") await copyPython(view);
      else if (take === "picture") await takePicture(view, ["neuraldrive lab. Model, not a measurement. Dashed: the other state.", ...SIDES.map((each) => `${each.toUpperCase()} · ${nameOf(each)}: ${pictures[each].facts.words}`), location.href]);
      else if (take) await takeCsv(view, side, take);
      if (take) button.closest("details").open = false;
    } catch (error) { tell(error.message); }
    return;
  }
  await again(reset ? [reset] : SIDES);
});
window.addEventListener("popstate", () => {
  view = fromAddress(location.search, choices);
  again(SIDES, false);
});
function recoloured() { forgetColours(); redraw(); }
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recoloured);
new ResizeObserver(() => { if (!drawing) drawing = requestAnimationFrame(redraw); }).observe(one("#pictures"));

async function prepared() {
  const place = one("#preparing");
  for (;;) {
    const answer = await fetch("/api/v1/lab/ready?wait_s=0.3");
    if (!answer.ok) throw new Error(`The server answered ${answer.status}. Load the page again.`);
    const { ready, preparing_s } = await answer.json();
    place.hidden = ready;
    if (ready) return;
    place.textContent = `Preparing the simulator: it is compiled for this computer, which takes some seconds the first time (${preparing_s.toFixed(0)} s so far).`;
  }
}

SIDES.forEach((side) => card(side).setAttribute("data-waiting", ""));
try {
  await showAll();
  await prepared();
  ask(SIDES);
} catch (error) { failed(error); }
