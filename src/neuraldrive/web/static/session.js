// The session page: the trace and its picks, the review, exclusions, ratings and corrections. Each change goes to the server;
// then the parts of the page that follow from it are fetched again.
import { send, tell } from "./page.js";
import { Trace } from "./trace.js";

const $ = (id) => document.getElementById(id);
const figure = $("trace"), ask = $("ask");
const PARTS = ["facts", "sets", "waits", "reps", "rating", "exclusions", "log", "set-title"];
const span = (pair) => `${pair[0].toFixed(3)} to ${pair[1].toFixed(3)} s`;
let asked = null, preview = 0, window_s = null, reviews = 0, changes = Promise.resolve();

const reps = () => JSON.parse($("reps").dataset.reps);
const trace = figure && new Trace(figure, { chosen, moved });

/** Takes the page's parts anew from the server, and keeps the place of the keyboard. */
async function refresh() {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  if (!answer.ok) { location.reload(); return; }
  const anew = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of PARTS) {
    const [there, now] = [$(id), anew.getElementById(id)];
    if (there && now) there.replaceWith(document.adoptNode(now));
  }
  const undo = anew.getElementById("undo");
  $("undo").disabled = undo.disabled;
  $("undo").dataset.id = undo.dataset.id || "";
  review(); // may take longer than the rest; nobody need wait for it
  await draw();
}

/** Sends a change, then shows what followed; says what went wrong. One after another: none is lost to a quick hand. */
function change(method, path, body) {
  changes = changes.then(async () => {
    try {
      await send(method, path, body);
      tell("");
      await refresh();
      close();
    } catch (error) {
      tell(error.message);
    }
  });
  return changes;
}

async function draw() {
  if (!trace) return;
  const points = Math.max(200, Math.round(figure.clientWidth * 2));
  const asks = window_s ? `&from_s=${window_s[0]}&to_s=${window_s[1]}` : "";
  try {
    const data = await send("GET", `/api/v1/sets/${figure.dataset.set}/trace?points=${points}${asks}`);
    if (trace.draft) trace.draft = null;
    trace.show(data, reps());
    $("rate").textContent = data.can_be_picked ? `, ${Math.round(data.rate_hz)} Hz` : "";
    for (const id of ["add", "split", "remove"]) $(id).hidden = !data.can_be_picked;
    hint();
  } catch (error) {
    figure.replaceChildren(Object.assign(document.createElement("p"), { className: "st-err", textContent: error.message }));
  }
}

function hint() {
  const { data, chosen: rep } = trace;
  $("split").disabled = $("remove").disabled = !rep;
  document.querySelectorAll("[data-rep]").forEach((row) => row.toggleAttribute("data-chosen", Boolean(rep) && Number(row.dataset.rep) === rep.id));
  if (!data.can_be_picked) $("hint").textContent = "Each rise was recorded by itself: it stands as the sensor triggered it, and can be left out, not moved.";
  else if (rep) $("hint").textContent = `Rep ${rep.at} is selected. Drag a handle or use the arrow keys, 5 ms a step. The trace is never changed.`;
  else $("hint").textContent = "Choose a repetition to move its start and end. The trace is never changed.";
}

function chosen() {
  if (asked && asked.isPick) close();
  hint();
}

function moved(rep, pair) {
  const what = rep ? `Repetition ${rep.at}: ${span(pair)} (was ${span([rep.start, rep.end])})` : `A new repetition: ${span(pair)}`;
  const save = (why) => rep
    ? change("PATCH", `/api/v1/repetitions/${rep.id}`, { start_s: pair[0], end_s: pair[1], why })
    : change("POST", `/api/v1/sets/${figure.dataset.set}/repetitions`, { start_s: pair[0], end_s: pair[1], why });
  if (asked && asked.isPick) { asked.save = save; $("ask-what").textContent = what; } else open(what, save, true);
  clearTimeout(preview);
  preview = setTimeout(() => look(pair), 150);
}

/** What the pick would measure, from the library. */
async function look(pair) {
  try {
    const found = await send("GET", `/api/v1/sets/${figure.dataset.set}/rise?start_s=${pair[0]}&end_s=${pair[1]}`);
    const figures = Object.fromEntries(found.map((each) => [each.measure, each]));
    const error = (each) => (each.low === null ? "" : ` ±${((each.high - each.low) / 2).toFixed(2)}`);
    $("ask-preview").textContent = ["mean_velocity", "peak_velocity", "range_of_motion"].map((name) => figures[name]).filter(Boolean)
      .map((each) => `${each.measure.replaceAll("_", " ")} ${each.value.toFixed(2)}${error(each)} ${each.unit}`).join(" · ");
  } catch (error) {
    $("ask-preview").textContent = error.message;
  }
}

function open(what, save, isPick = false) {
  asked = { save, isPick };
  $("ask-what").textContent = what;
  $("ask-preview").textContent = "";
  $("why").value = "";
  $("why").setAttribute("aria-required", String(!isPick));
  $("why-note").textContent = isPick ? "(may stay empty)" : "(needed: it stands in the list of exclusions)";
  whyIsMissing(false);
  ask.hidden = false;
  if (!isPick) $("why").focus();
}

function close() {
  clearTimeout(preview);
  if (asked && asked.isPick && trace.draft) trace.cancel();
  asked = null;
  ask.hidden = true;
}

function zoom(by) {
  const { data } = trace, pair = trace.span();
  const middle = pair && by < 1 ? (pair[0] + pair[1]) / 2 : (data.from_s + data.to_s) / 2;
  const half = Math.max(0.25, (by * (data.to_s - data.from_s)) / 2);
  const from = Math.max(data.first_s, Math.min(middle - half, data.last_s - 2 * half));
  window_s = [from, Math.min(data.last_s, from + 2 * half)];
  draw();
}

async function review() {
  const turn = ++reviews;
  const id = figure ? figure.dataset.set : $("rules") && document.querySelector("[data-changed*='/sets/']").dataset.changed.split("/").pop();
  let found;
  try {
    found = await send("GET", `/api/v1/sets/${id}/review`);
  } catch (error) {
    $("rules").innerHTML = "";
    $("rests-on").textContent = error.message;
    document.querySelectorAll("[data-said]").forEach((each) => { each.textContent = "–"; });
    return;
  }
  if (turn !== reviews) return;
  const heading = document.querySelector("#reps th:nth-child(2)");
  if (heading) heading.textContent = found.judged === "as it was said" ? "Said at the rack" : "Would be said now";
  found.said.forEach((each, k) => said(each, k + 1));
  rules(found);
  const floor = found.said.map((each) => each.floor_mps).filter((each) => each !== null).pop();
  if (trace && floor !== undefined) {
    trace.floor = { value: floor, noise: Number(figure.dataset.noise) };
    if (trace.data) trace.draw();
  }
}

function said(each, at) {
  const put = (name, words) => { const cell = document.querySelector(`tr:not(.ex) [data-${name}="${at}"]`); if (cell) cell.replaceChildren(words); };
  const word = Object.assign(document.createElement("span"), { className: "v", title: each.why });
  const shape = document.querySelector(`template[data-mark="${each.word}"]`);
  if (shape) {
    const drawn = shape.content.cloneNode(true);
    drawn.firstElementChild.classList.add(each.word.split(" ")[0]);
    word.append(drawn, each.word.toUpperCase());
  } else word.append("–");
  put("said", word);
  put("chance", each.probability === null ? "–" : each.probability < 0.01 ? "< 1 %" : `${Math.round(100 * each.probability)} %`);
  put("left", each.reserve === null ? "–" : `${Math.round(each.reserve[0])}–${Math.round(each.reserve[1])}`);
}

function rules(found) {
  const known = JSON.parse($("rules").dataset.known);
  const stop = found.said.find((each) => each.word === "stop");
  const rows = [["This engine", stop ? `stop at rep ${stop.number}` : found.has_speed ? "no stop" : "no verdict: it needs the speed of the repetitions", known[""], true]];
  for (const [rule, words] of Object.entries(found.others)) {
    const told = words.replace("would have stopped after repetition ", "stop at rep ").replace("would not have stopped it", "no stop");
    rows.push([rule.replace(/^loss (\d+)%$/, "$1 % from fastest").replace(/^reserve (\d+)$/, "$1 in reserve"), told, known[rule] || "the same engine, asked for this reserve"]);
  }
  rows.push(["What was done", found.done.replace(/^Done: /, ""), ""]);
  $("rules").replaceChildren(...rows.map(([rule, words, record, strong]) => {
    const row = document.createElement("tr");
    for (const [text, name] of [[rule, strong ? "b" : ""], [words, ""], [record, "t2 sm"]]) {
      row.append(Object.assign(document.createElement("td"), { textContent: text, className: name }));
    }
    return row;
  }));
  if (!found.has_speed) $("rests-on").textContent = "Speeds come from a sensor at the rack, or from its file on the page Import.";
  else $("rests-on").textContent = `${found.judged[0].toUpperCase()}${found.judged.slice(1)}${found.grade ? `; the sensor ${found.grade}` : ""}${found.rests_on ? `. Rests on ${found.rests_on.replaceAll("_", " ")}` : ""}.`;
}

document.addEventListener("click", async (event) => {
  const at = event.target.closest("button, tr[data-rep]");
  if (!at) return;
  if (at.dataset.exclude) open(`Leave out repetition ${at.dataset.at}`, (why) => change("PATCH", `/api/v1/repetitions/${at.dataset.exclude}`, { excluded: why, why }));
  else if (at.dataset.confirm) await change("PATCH", `/api/v1/repetitions/${at.dataset.confirm}`, { excluded: at.dataset.why, why: "confirmed" });
  else if (at.dataset.putBack) await change("PATCH", `/api/v1/repetitions/${at.dataset.putBack}`, { excluded: null, why: "put back" });
  else if (at.dataset.rpe) await change("PATCH", `/api/v1/sets/${setId()}`, { rpe: Number(at.dataset.rpe), why: "rated afterwards" });
  else if (at.id === "undo") await change("POST", `/api/v1/corrections/${at.dataset.id}/undo`, { why: "" });
  else if (at.id === "add" && trace.begin()) moved(null, trace.draft);
  else if (at.id === "split") await change("POST", `/api/v1/repetitions/${trace.chosen.id}/split`, { why: "two repetitions" });
  else if (at.id === "remove") await change("DELETE", `/api/v1/repetitions/${trace.chosen.id}?why=no%20repetition`);
  else if (at.id === "closer") zoom(0.5);
  else if (at.id === "wider") zoom(2);
  else if (at.id === "ask-cancel") close();
  else if (at.matches("tr") && trace && trace.data) {
    const rep = trace.reps.find((each) => each.id === Number(at.dataset.rep));
    if (rep && !asked) trace.choose(rep);
  }
});

const setId = () => document.querySelector("[data-changed*='/sets/']").dataset.changed.split("/").pop();

/** A repetition is left out with a reason: without one it is said what is missing, and nothing is sent. */
function whyIsMissing(isMissing) {
  $("why-wrong").hidden = !isMissing;
  $("why-wrong").textContent = isMissing ? "Say why it is left out: a few words, or one of the list." : "";
  $("why").toggleAttribute("aria-invalid", isMissing);
  if (isMissing) $("why").focus();
}

if (ask) $("why").addEventListener("input", () => whyIsMissing(false));
if (ask) ask.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!asked || asked.isSent) return;
  if (!asked.isPick && !$("why").value.trim()) { whyIsMissing(true); return; }
  const sent = asked;
  sent.isSent = true;
  sent.save($("why").value.trim()).then(() => { sent.isSent = false; });
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && asked) close(); });

/** What a field held when the page came. */
function shownFirst(field) {
  if (!field.options) return field.defaultValue;
  return ([...field.options].find((each) => each.defaultSelected) || field.options[0]).value;
}

/** Of a correction form, what was changed alone. */
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-changed]");
  if (!form) return;
  event.preventDefault();
  const body = {};
  for (const each of form.elements) {
    if (!each.name || (each.name !== "why" && each.value === shownFirst(each))) continue;
    if (each.type === "number") body[each.name] = each.value === "" ? null : Number(each.value);
    else body[each.name] = each.dataset.zone && each.value ? `${each.value}:00${each.dataset.zone}` : each.value;
  }
  if (body.load && /^[\d.,\s]+$/.test(body.load)) body.load += form.elements.load.defaultValue.endsWith("lb") ? " lb" : " kg";
  if (body.load === "") { delete body.load; body.load_kg = null; }
  if (body.started_at === "") body.started_at = null;
  if (Object.keys(body).every((name) => name === "why")) { tell("Nothing was changed in the form."); return; }
  const [method, path] = form.dataset.changed.split(" ");
  try {
    await send(method, path, body);
    if (body.athlete && path.includes("/sets/")) location.assign(location.pathname.replace(/\/sets\/.*/, ""));
    else location.reload();
  } catch (error) {
    tell(error.message);
  }
});

/** What the address names: a repetition is chosen in the trace, the form of the set is opened. */
function chooseNamed() {
  if (location.hash === "#correct") $("correct").open = true;
  const rep = trace && trace.data && trace.reps.find((each) => `#rep-${each.id}` === location.hash);
  if (rep) trace.choose(rep);
}

const here = document.querySelector(".sets [aria-current]");
if (here && here.parentElement.scrollWidth > here.parentElement.clientWidth) here.parentElement.scrollLeft = here.offsetLeft - 16;
if ($("rules")) { draw().then(chooseNamed); review(); }
