// Files dropped or chosen are sent one after another; each has its progress, what came of it, and what it leaves open.
const $ = (id) => document.getElementById(id);
const MOST = 256 * 1024 * 1024;
const waiting = [], open = new Map(), unsure = new Map();
let isBusy = false;

const made = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });
const size = (bytes) => (bytes > 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1e3))} kB`);
const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

function take(files) {
  for (const file of files) {
    const row = made("li", "");
    const top = made("div", "top"), state = made("span", "sm t2");
    top.append(made("span", "name", file.name), made("span", "sm t3", size(file.size)));
    const bar = made("div", "bar");
    bar.append(made("i", ""));
    const rest = made("div", "rest");
    row.append(top, bar, state, rest);
    $("results").append(row);
    queue({ file, row, bar, state, rest, said: {}, ask: true });
  }
}

function queue(job) {
  job.rest.replaceChildren();
  job.state.textContent = "Waiting";
  waiting.push(job);
  next();
}

async function next() {
  if (isBusy || !waiting.length) return;
  isBusy = true;
  const job = waiting.shift();
  try {
    show(job, await sent(job));
  } catch (error) {
    show(job, { error: { found: error.message } });
  }
  isBusy = false;
  next();
}

function sent(job) {
  if (job.file.size > MOST) return Promise.resolve({ error: { what: "file", found: size(job.file.size), needed: "at most 256 MB", remedy: "Split the recording by session." } });
  const body = new FormData();
  for (const [name, value] of Object.entries(job.said)) if (value) body.append(name, value);
  if (job.ask) body.append("ask", "1");
  body.append("file", job.file, job.file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/imports");
    request.setRequestHeader("X-CSRF", document.querySelector("meta[name=csrf]").content);
    request.setRequestHeader("Accept", "application/json");
    job.bar.hidden = false;
    request.upload.onprogress = (event) => {
      const share = event.lengthComputable ? event.loaded / event.total : 0;
      job.bar.firstChild.style.width = `${100 * share}%`;
      job.state.textContent = `Sending, ${Math.round(100 * share)} %`;
    };
    request.upload.onload = () => { job.bar.classList.add("busy"); job.state.textContent = "Sent; the server reads and measures it …"; };
    request.onerror = () => reject(new Error("The server cannot be reached. Nothing was kept; try again when it is back."));
    request.onload = () => {
      let told = null;
      try { told = JSON.parse(request.responseText); } catch { /* told below by its status */ }
      if (request.status < 300 && told) resolve(told[0]);
      else if (told && told.error) resolve({ error: told.error });
      else reject(new Error(`The server answered ${request.status}.`));
    };
    request.send(body);
  });
}

function show(job, found) {
  job.bar.hidden = true;
  job.bar.classList.remove("busy");
  job.rest.replaceChildren();
  const { error } = found;
  if (found.meant?.length) {
    job.state.textContent = `${job.said.athlete} is not there, and nothing is kept yet. Who is meant?`;
    whose(job, found.meant);
  } else if (found.slips?.length) {
    const names = found.slips.map((each) => each.name).join(", ");
    job.state.textContent = `${names} ${found.slips.length === 1 ? "is" : "are"} not there, and nothing is kept yet. Who is meant?`;
    slipped(job, found.slips);
  } else if (error) {
    job.state.className = "";
    job.state.textContent = error.needed ? `Not kept: ${error.what}: found ${error.found}, needed ${error.needed}. ${error.remedy}` : `Not kept: ${error.found}`;
    again(job, error);
  } else if (found.asks.length) {
    job.state.textContent = `${plural(found.sets, "set")}, ${plural(found.repetitions, "repetition")} found${found.athletes.length ? ` of ${found.athletes.join(", ")}` : ""}. Before they are kept:`;
    questions(job, found.asks);
  } else {
    const whose = found.athletes.length ? ` of ${found.athletes.join(", ")}` : "";
    job.state.textContent = found.already ? `In the store already${whose}: nothing was added.`
      : `Kept: ${plural(found.sets, "set")}, ${plural(found.repetitions, "repetition")}${whose}.`;
    if (found.new_athletes.length) job.state.textContent += ` New ${found.new_athletes.length === 1 ? "athlete" : "athletes"}: ${found.new_athletes.join(", ")}.`;
    for (const each of found.notices) job.rest.append(made("p", "note", each));
    job.row.dataset.kept = "1";
  }
  if (!error) {
    const inPart = found.refusals.filter((each) => each.kept), refused = found.refusals.filter((each) => !each.kept);
    list(job, inPart, `${plural(rows(inPart), "row")} ${found.kept ? "kept" : "to be kept"} without a value`, (each) => each.words);
    list(job, refused, `${plural(rows(refused), "row")} refused`, (each) => each.words);
    const open = found.asks.length ? [] : found.questions;
    list(job, open, `${plural(open.length, "question")} left open`, (each) => each);
  }
  $("heard").textContent = `${job.file.name}: ${job.state.textContent}`;
}

const rows = (refusals) => new Set(refusals.map((each) => each.where)).size;

function list(job, items, title, words) {
  if (!items.length) return;
  const box = made("details", ""), inside = made("ul", "");
  box.append(made("summary", "", title), inside);
  for (const each of items) inside.append(made("li", "", words(each)));
  job.rest.append(box);
}

/** A file that was refused can be sent again, as when the server was away. */
function again(job, error) {
  if (error.needed && error.what !== "the server") return;
  const button = made("button", "btn", "Try again");
  button.addEventListener("click", () => queue(job));
  job.rest.append(button);
}

/** A name that looks like a slip: whoever is meant is said once for all files that were said to be of it. */
function whose(job, names) {
  const typed = job.said.athlete, row = made("div", "row wrap");
  const offer = (words, className, said) => {
    const button = made("button", className, words);
    button.addEventListener("click", () => {
      const jobs = unsure.get(typed) ?? [];
      unsure.delete(typed);
      for (const each of jobs) { Object.assign(each.said, said); queue(each); }
    });
    row.append(button);
  };
  for (const each of names) offer(each, "btn pri", { athlete: each });
  offer(`${typed} is somebody new`, "btn", { new: "1" });
  job.rest.append(row);
  unsure.set(typed, [...(unsure.get(typed) ?? []), job]);
  if (unsure.get(typed).length === 1) row.firstChild.focus({ preventScroll: true });
}

/** Names in a file that look like slips: for each, who is meant or that it is somebody new. */
function slipped(job, slips) {
  const form = made("form", "fields"), fields = new Map();
  for (const { name, meant } of slips) {
    const label = made("label", "", `${name} is`), field = choice([["", "Choose"], ...meant.map((each) => [each, each]), [name, "somebody new"]]);
    field.required = true;
    fields.set(name, field);
    label.append(field);
    form.append(label);
  }
  const row = made("div", "row wrap"), keep = made("button", "btn", "Keep the names as they stand"), drop = made("button", "btn", "Leave the file");
  keep.type = drop.type = "button";
  row.append(made("button", "btn pri", "Import"), keep, drop);
  form.append(row);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    job.said.names = JSON.stringify({ ...JSON.parse(job.said.names ?? "{}"), ...Object.fromEntries([...fields].map(([name, field]) => [name, field.value])) });
    queue(job);
  });
  keep.addEventListener("click", () => { job.said.new = "1"; queue(job); });
  drop.addEventListener("click", () => left(job));
  job.rest.append(form);
  if ($("results").querySelectorAll("form").length === 1) form.elements[0].focus({ preventScroll: true });
}

function left(job) {
  job.state.textContent = "Left: nothing of it was kept.";
  job.rest.replaceChildren();
}

const FIELDS = {
  athlete: () => input({ list: "athletes", maxLength: 80, value: $("results").dataset.athlete }),
  lift: () => input({ list: "lifts", maxLength: 80 }),
  load_kg: () => input({ placeholder: "100 kg or 225 lb", maxLength: 40 }, "load"),
  load_unit: () => choice(["kg", "lb"].map((each) => [each, each])),
  device: () => { const made = choice([["", "unknown"]]); made.append($("sensors").content.cloneNode(true)); return made; },
  started_at: () => input({ type: "datetime-local" }),
};

function input(more, name = "") {
  const { list: known, ...rest } = more;
  const field = Object.assign(document.createElement("input"), { autocomplete: "off", ...rest });
  if (known) field.setAttribute("list", known);
  if (name) field.name = name;
  return field;
}

function choice(options) {
  const field = document.createElement("select");
  for (const [value, words] of options) field.append(new Option(words, value));
  return field;
}

function questions(job, asks) {
  const form = made("form", "fields");
  for (const each of asks) {
    const label = made("label", "", each.needed ? each.question : `${each.question} (may stay open)`), field = FIELDS[each.field]();
    field.name = field.name || each.field;
    field.required = each.needed;
    label.append(field);
    form.append(label);
  }
  const row = made("div", "row wrap"), drop = made("button", "btn", "Leave it");
  drop.type = "button";
  row.append(made("button", "btn pri", "Import"), drop);
  form.append(row);
  const answer = () => {
    for (const each of form.elements) if (each.name) job.said[each.name] = each.value;
    job.ask = false;
    open.delete(form);
    queue(job);
  };
  open.set(form, answer);
  offerAll();
  form.addEventListener("submit", (event) => { event.preventDefault(); answer(); offerAll(); });
  drop.addEventListener("click", () => { open.delete(form); offerAll(); left(job); });
  job.rest.append(form);
  if (open.size === 1) form.elements[0].focus({ preventScroll: true });
}

/** With several files waiting: what was said of one may hold for all. */
function offerAll() {
  $("all").hidden = open.size < 2;
  $("all").firstElementChild.textContent = `Import all ${open.size} with what the first form says`;
}

$("all").addEventListener("click", () => {
  const said = Object.fromEntries([...[...open.keys()][0].querySelectorAll("[name]")].map((each) => [each.name, each.value]));
  for (const [form, answer] of [...open]) {
    for (const each of form.querySelectorAll("[name]")) if (!each.value && said[each.name]) each.value = said[each.name];
    if (form.reportValidity()) answer();
    else break;
  }
  offerAll();
});

const zone = $("drop");
const chosen = () => { take($("files").files); $("files").value = ""; };
$("files").addEventListener("change", chosen);
chosen(); // whoever chose before this script was here is heard too
for (const name of ["dragenter", "dragover"]) document.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) zone.classList.remove("over"); });
document.addEventListener("drop", (event) => {
  event.preventDefault();
  zone.classList.remove("over");
  take(event.dataTransfer.files);
});
addEventListener("beforeunload", (event) => { if (isBusy || waiting.length) event.preventDefault(); });
