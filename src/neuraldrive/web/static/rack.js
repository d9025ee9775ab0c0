// A rack page: connects, draws each picture, sends the keys.

import { send } from "/static/page.js";
import { link } from "/static/rack_link.js";
import { draw, drawLost, drawRest, drawWord } from "/static/rack_drawn.js";
import { isMute, maySound, setMute, sound, wake } from "/static/rack_sound.js";
import { Trace } from "/static/rack_trace.js";

const rack = document.body.dataset.rack, may = "may" in document.body.dataset;
const at = (id) => document.getElementById(id);
const trace = new Trace(at("trace"));
let picture = null, came = 0, answered = 0, wasEarned = true;

link(rack, {
  picture(told) {
    picture = told;
    came = performance.now() / 1000 - (told.age_s || 0);
    trace.floor = told.floor;
    if (told.event === "set" || told.event === "opened") trace.clear();
    drawWord(told);
    trace.wake();
    soon();
    if (told.event === "repetition" && told.verdict) sound(told.verdict.word);
  },
  samples(pairs) { trace.add(pairs); },
  lost(words) {
    picture = null;
    trace.clear();
    drawLost(words || "What was lifted is kept. Trying again …", words ? "NOT\nOPEN" : "CONNECTION\nLOST");
  },
});

/** What is not the word is drawn after the frame that shows the word. */
let waits = false;
function soon() {
  if (waits) return;
  waits = true;
  const now = () => {
    waits = false;
    if (!picture) return;
    draw(picture, { may, rack, answered: answered > performance.now() });
    tick(true);
  };
  if (document.hidden) now();
  else requestAnimationFrame(() => setTimeout(now));
}

/** The rests go on between two pictures. */
function tick(first) {
  if (!picture) return;
  const earned = drawRest(picture, performance.now() / 1000 - came);
  if (earned && !wasEarned && !first) sound("ready");
  wasEarned = earned;
}
setInterval(tick, 250);

async function press(key, more) {
  if (!may) return;
  try {
    const answer = await send("POST", `/api/v1/racks/${encodeURIComponent(rack)}/keys`, { key, ...more });
    tell(answer.words);
  } catch (error) {
    tell(error.message);
  }
}

function tell(words) {
  answered = performance.now() + 4000;
  at("sub").textContent = words;
  setTimeout(() => { if (picture && performance.now() >= answered) draw(picture, { may, rack }); }, 4050);
}

const rate = (rpe) => press("rpe", { rpe: Math.max(1, Math.min(10, rpe)), at_most: rpe === 6 });

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.rpe) rate(Number(button.dataset.rpe));
  else if (button.dataset.key) press(button.dataset.key);
  else if (button.dataset.lifter) press("choose", { lifter: Number(button.dataset.lifter) });
});

let lastRated = 0;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const keys = { b: "bad", u: "undo", n: "next" };
  if (/^[0-9]$/.test(event.key)) press("rpe", { rpe: (lastRated = event.key === "0" ? 10 : Number(event.key)) });
  else if (event.key === "+" && lastRated) press("rpe", { rpe: Math.min(lastRated + 0.5, 10) });
  else if (keys[event.key]) press(keys[event.key]);
  else if (event.key === "m") at("mute").click();
  else if (event.key === "q") location.assign("/rack");
});

// sound and a screen that stays awake
function showSound() {
  const mute = isMute();
  at("mute").setAttribute("aria-pressed", String(mute));
  at("mute").textContent = mute ? "Muted" : maySound() ? "Sound" : "Tap for sound";
}
at("mute").addEventListener("click", () => wake(() => {
  if (at("mute").textContent !== "Tap for sound") setMute(!isMute());
  showSound();
  sound("go");
}));
document.addEventListener("pointerdown", (event) => { if (!event.target.closest("#mute") && !maySound()) wake(showSound); });
showSound();

const SLEEPS = isSecureContext ? "screen may sleep" : "no https: may sleep";
async function stayAwake() {
  if (!navigator.wakeLock || document.hidden) return;
  try { await navigator.wakeLock.request("screen"); delete document.body.dataset.sleeps; } catch { document.body.dataset.sleeps = SLEEPS; }
}
if (!isSecureContext || !navigator.wakeLock) document.body.dataset.sleeps = SLEEPS;
stayAwake();
document.addEventListener("visibilitychange", stayAwake);
