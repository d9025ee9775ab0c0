// A picture of a rack, drawn: the word, the velocity, the repetitions, the rests. What comes from outside is text, never markup.

import { at, clock, made, percent, two } from "/static/rack_made.js";
import { velocity } from "/static/rack_velocity.js";

const ROUND = 2 * Math.PI * 84, MINI = 2 * Math.PI * 15, HOUR = 3600;
const SHAPES = {
  "go": "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z", "last rep": "M8 1 15.5 15H.5z", "stop": "M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z",
};
const PREPARING = "The first start after an installation takes up to a minute. What is lifted now is kept, and its word comes late.";
const stateOf = (picture) => (picture.broken || picture.sensor.lost ? "lost" : picture.state);

/** The word of a picture: what a lifter waits for, so it is drawn before all else. */
export function drawWord(picture) {
  const state = stateOf(picture);
  document.body.dataset.state = state;
  if (state === "lost") trouble(picture);
  else if (state === "ready") ready(picture);
  else if (state !== "rest") word(picture);
}

/** All the rest of it. */
export function draw(picture, page) {
  lifters(picture, page.may, page.rack);
  head(picture, page);
  velocity(picture, stateOf(picture));
  rating(picture);
}

/** No word: what is too old to trust is taken away. */
export function drawLost(words, title) {
  document.body.dataset.state = "lost";
  showWord(title, "", "w3");
  at("why").textContent = words;
  at("note").textContent = "";
  say(`${title.replace("\n", " ")}. ${words}`);
}

/** The rests as they are `since` seconds after the picture; whether the chosen lifter's is earned. */
export function drawRest(picture, since) {
  let earned = true;
  picture.lifters.forEach((lifter, number) => {
    const line = document.querySelector(`[data-lifter="${number}"] [data-rest]`);
    if (!lifter.rest) return;
    const left = lifter.rest.interval_s - lifter.rest.passed_s - since;
    if (line) line.textContent = left > 0 ? `${clock(Math.ceil(left))} rest` : "rested";
    const ring = document.querySelector(`[data-lifter="${number}"] .fg`);
    if (ring) ring.setAttribute("stroke-dasharray", `${Math.max(left / lifter.rest.interval_s, 0) * MINI} ${MINI}`);
    if (number === picture.chosen) earned = ring_(picture, lifter, left);
  });
  return earned;
}

function ring_(picture, lifter, left) {
  const all = lifter.rest.interval_s, earned = left <= 0;
  at("ringleft").setAttribute("stroke-dasharray", `${Math.max(left / all, 0) * ROUND} ${ROUND}`);
  at("ringtime").textContent = !earned ? clock(Math.ceil(left)) : left > -HOUR ? `+${clock(-left)}` : "> 1 h";
  at("ringtime").classList.toggle("long", at("ringtime").textContent.length > 4);
  at("ringtime").classList.toggle("longer", at("ringtime").textContent.length > 5);
  at("ringof").textContent = earned ? `over ${clock(all)}` : `of ${clock(all)} left`;
  at("ring").setAttribute("aria-label", earned ? "Rest: the time has passed" : `Rest: ${clock(Math.ceil(left))} left`);
  at("resttitle").textContent = earned ? "RESTED" : "REST";
  at("asks").textContent = earned ? "The time has passed: lift when you like." : asks(picture);
  const done = made("path", { d: "M2.5 8.5 6.5 12.5 13.5 4", "stroke-width": 2 });
  const open = made("circle", { cx: 8, cy: 8, r: 5.5, "stroke-width": 2, "stroke-dasharray": "3 2.6" });
  if (at("timemark").dataset.done !== String(earned)) at("timemark").replaceChildren(earned ? done : open);
  at("timemark").dataset.done = String(earned);
  at("earntime").replaceChildren(made("b", {}, "Time:"), ` ${clock(all)}, longer if you like.`);
  const least = lifter.least_mps === null ? "" : ` above ${two(lifter.least_mps)}. If slower, the next rest grows.`;
  at("earnfirst").replaceChildren(made("b", {}, "First rep"), ` of set ${lifter.sets + 1}${least || " tells whether it was enough."}`);
  at("restnote").textContent = picture.over || picture.note;
  return earned;
}

function asks(picture) {
  const rates = picture.rates;
  if (!rates) return "";
  const whose = picture.lifters.length > 1 ? `${rates.lifter}’s set ${rates.set}` : `set ${rates.set}`;
  if (rates.rpe === null && !at("rpe")) return "";
  return rates.rpe === null ? `How hard was ${whose}? One tap below.` : `${whose}: RPE ${rates.at_most ? "≤" : ""}${rates.rpe}.`;
}

function say(words) { if (at("said").textContent !== words) at("said").textContent = words; }

function showWord(words, kind, size) {
  at("wordline").className = `word ${size}`;
  at("mark").toggleAttribute("hidden", !kind);
  if (kind) at("shape").setAttribute("d", SHAPES[kind]);
  at("word").textContent = words;
  at("prob").hidden = true;
  at("reserve").textContent = "";
}

function word(picture) {
  const verdict = picture.verdict, size = { "go": "wgo", "last rep": "w2", "stop": "" }[verdict.word];
  showWord(verdict.word.toUpperCase().replace(" ", "\n"), verdict.word, size);
  chance(verdict);
  const left = verdict.reserve ? `${verdict.reserve[0]} to ${verdict.reserve[1]} left.` : "";
  at("reserve").textContent = { "go": left, "last rep": "About one good rep left.", "stop": `Rack it. ${left}` }[verdict.word];
  at("why").textContent = verdict.short;
  at("note").textContent = picture.note;
  if (picture.event === "repetition") say(`${verdict.word}. ${verdict.short}`);
}

function chance(verdict) {
  at("prob").hidden = verdict.probability === null || !verdict.chance;
  if (at("prob").hidden) return;
  const stops = verdict.threshold === null ? "" : ` · stops at ${percent(verdict.threshold)}`;
  at("chance").textContent = percent(verdict.probability);
  at("chancewords").textContent = verdict.chance + stops;
  at("chancebar").style.width = `${100 * verdict.probability}%`;
  at("chancetick").hidden = verdict.threshold === null;
  at("chancetick").style.left = `${100 * (verdict.threshold || 0)}%`;
}

function ready(picture) {
  const lifter = picture.lifters[picture.chosen], number = Math.max(lifter.sets, 1);
  showWord(picture.preparing ? "GETTING\nREADY" : `SET ${number}`, "", picture.preparing ? "w3" : "");
  const expects = picture.expected ? ` Expect ${two(picture.expected[0])}–${two(picture.expected[1])} m/s on the first rep.` : "";
  const judged = picture.judged_by ? ` Stop rule: ${picture.judged_by.replaceAll("_", " ")}.` : "";
  at("why").textContent = picture.over || (picture.preparing && PREPARING) || `Waiting for the bar.${expects}${judged}`;
  at("note").textContent = picture.note;
}

function trouble(picture) {
  const title = picture.broken ? "RACK\nSTOPPED" : "SENSOR\nLOST";
  showWord(title, "", "w3");
  at("why").textContent = picture.broken ? picture.over : "The bar is not seen, so there is no word. What was lifted is kept.";
  at("note").textContent = picture.broken ? "" : picture.note;
  say(`${title.replace("\n", " ")}. ${at("why").textContent}`);
}

function lifters(picture, may, rack) {
  const shown = picture.lifters.map((lifter, number) => {
    const chosen = number === picture.chosen;
    const does = lifter.rest ? "" : chosen && picture.state !== "rest" ? (picture.state === "ready" ? "up next" : "lifting") : "waiting";
    const words = made("span", {}, made("b", {}, lifter.name), made("span", lifter.rest ? { "data-rest": "" } : {}, does));
    const button = made("button", { "aria-pressed": String(chosen), "data-lifter": number }, words);
    if (!chosen && lifter.rest) button.prepend(mini());
    button.disabled = !may;
    return button;
  });
  if (shown.length < 2 && may) {
    shown.push(made("a", { class: "more", href: `/rack?rack=${encodeURIComponent(rack)}&place=1` }, "+ second lifter"));
  }
  at("lifters").replaceChildren(...shown);
}

function mini() {
  return made("svg", { class: "mini", viewBox: "0 0 36 36", "aria-hidden": "true" },
    made("circle", { class: "tr", cx: 18, cy: 18, r: 15 }), made("circle", { class: "fg", cx: 18, cy: 18, r: 15, transform: "rotate(-90 18 18)" }));
}

function head(picture, page) {
  const lifter = picture.lifters[picture.chosen], lift = lifter.lift.replaceAll("_", " ");
  at("title").textContent = `${lift[0].toUpperCase()}${lift.slice(1)} ${lifter.load}`;
  if (page.may) at("change").href = `/rack?rack=${encodeURIComponent(page.rack)}&place=${picture.chosen}`;
  const set = lifter.sets ? `set ${lifter.sets}${lifter.of ? ` of ${lifter.of}` : ""} · ` : "";
  if (!page.answered) at("sub").textContent = `${set}${picture.sensor.source}`;
  at("badge").hidden = false;
  for (const each of at("badge").querySelectorAll("[data-level]")) each.hidden = Number(each.dataset.level) !== picture.sensor.level;
  at("says").textContent = picture.sensor.says;
  at("error").textContent = `±${two(picture.sensor.error_mps)} m/s a rep`;
  at("sleeps").textContent = document.body.dataset.sleeps || "";
  at("sleeps").hidden = !document.body.dataset.sleeps;
}

function rating(picture) {
  if (!at("rpe")) return; // who only looks on rates nothing
  const rates = picture.rates;
  const whose = rates && picture.lifters.length > 1 ? rates.lifter : "RPE";
  at("rates").replaceChildren(made("span", {}, whose), made("span", {}, rates ? `set ${rates.set}` : "of the set"));
  for (const button of at("rpe").children) {
    button.setAttribute("aria-pressed", String(Boolean(rates) && rates.rpe === Number(button.dataset.rpe)));
  }
}
