// The velocity at a rack: the last repetition against its aim inside the sensor's error, and the repetitions so far.

import { at, lost, made, two } from "/static/rack_made.js";

/** The number, the bar and the repetitions of a picture. */
export function velocity(picture, state) {
  const counted = picture.repetitions.filter((each) => !each.excluded && each.velocity !== null);
  const last = counted.at(-1), resting = state === "rest", shown = resting ? picture.first_mps : last ? last.velocity : null;
  const lifter = picture.lifters[picture.chosen];
  at("speed").textContent = shown === null ? "–" : two(shown);
  const most = picture.most ? `of ${picture.most}` : "";
  if (resting) at("count").replaceChildren("first rep", made("br"), `of set ${lifter.sets}`);
  else at("count").replaceChildren("rep", made("b", {}, String(counted.length)), most, made("i", {}, lossWords(picture)));
  const of = lifter.of ? ` of ${lifter.of}` : "", expects = picture.expected, done = lifter.of && lifter.sets >= lifter.of;
  const set = done ? `All ${lifter.of} sets are done. One more` : `Set ${lifter.sets + 1}${of}`;
  at("next").replaceChildren(`${set}${lifter.load ? `, ${lifter.load}` : ""}.`,
    ...(expects ? [" Expect ", made("b", {}, `${two(expects[0])}–${two(expects[1])}`), " on the first rep (you, this load)."] : []));
  bar(picture, last ? last.velocity : null);
  repetitions(picture);
}

function bar(picture, speed) {
  const [low, high] = picture.scale, place = (value) => 100 * Math.min(Math.max((value - low) / (high - low), 0), 1);
  const window_ = picture.target || picture.expected, name = picture.target ? "target" : "expected first";
  const inner = made("svg", { y: 20, height: 30, overflow: "visible", width: "100%" }, made("rect", { x: 0, y: 0, width: "100%", height: 30, rx: 4, class: "ar sunk" }));
  const texts = [];
  if (window_) {
    const [from, to] = window_.map(place);
    inner.append(made("rect", { x: `${from}%`, width: `${to - from}%`, y: 0, height: 30, class: "aim" }));
    const middle = (from + to) / 2, [x, anchor] = middle > 65 ? [100, "end"] : middle < 35 ? [0, "start"] : [middle, "middle"];
    texts.push(made("text", { x: `${x}%`, y: 14, "text-anchor": anchor }, `${name} ${two(window_[0])}–${two(window_[1])}`));
  }
  if (speed !== null) {
    const from = place(speed - picture.sensor.error_mps), to = place(speed + picture.sensor.error_mps);
    inner.append(made("rect", { x: `${from}%`, width: `${to - from}%`, y: 6, height: 18, rx: 2, class: "noise" }),
      made("line", { x1: `${place(speed)}%`, x2: `${place(speed)}%`, y1: -3, y2: 33, class: "now" }));
  }
  const floor = picture.floor === null ? null : place(picture.floor);
  if (floor !== null) {
    inner.append(made("line", { x1: `${floor}%`, x2: `${floor}%`, y1: -2, y2: 32, class: "floorline" }));
    texts.push(made("text", { x: `${Math.min(Math.max(floor, 13), 70)}%`, y: 69, "text-anchor": "middle" }, `floor ${two(picture.floor)}`));
  }
  if (floor === null || floor > 26) texts.push(made("text", { x: 0, y: 69 }, String(low)));
  texts.push(made("text", { x: "100%", y: 69, "text-anchor": "end" }, `${high} m/s`));
  at("vbar").replaceChildren(inner, ...texts);
  at("vbar").setAttribute("aria-label", barWords(picture, speed, window_, name));
}

function barWords(picture, speed, window_, name) {
  const parts = [speed === null ? "No repetition yet" : `Last repetition ${two(speed)} metres per second, error plus or minus ${two(picture.sensor.error_mps)}`];
  if (window_) parts.push(`${name} ${two(window_[0])} to ${two(window_[1])}`);
  if (picture.floor !== null) parts.push(`floor ${two(picture.floor)}`);
  return parts.join("; ");
}

function lossWords(picture) {
  const loss = picture.loss;
  return loss ? `${lost(loss.share)} ±${Math.round(100 * loss.error)}` : "";
}

/** How many repetitions stand side by side without their numbers touching: those before leave, to make room. */
function roomOf(bars) {
  const column = bars.querySelector(".bcol"), size = column ? parseFloat(getComputedStyle(column).fontSize) : 16;
  return bars.clientWidth ? Math.min(8, Math.max(3, Math.floor((bars.clientWidth + 8) / (2.3 * size + 8)))) : 8;
}

function repetitions(picture) {
  const resting = picture.state === "rest";
  at("lossname").textContent = resting ? `Set ${picture.lifters[picture.chosen].sets}, from fastest` : "From fastest";
  at("loss").textContent = lossWords(picture);
  const all = picture.repetitions.filter((each) => each.velocity !== null), room = roomOf(at("bars")), shown = all.slice(-room);
  const high = Math.max(picture.scale[1], ...shown.map((each) => each.velocity)) * 1.05, error = picture.sensor.error_mps;
  const columns = shown.map((each, number) => {
    const share = 100 * each.velocity / high, block = made("div", { class: "bb", style: `height:${0.78 * share}%;--w:${100 * error / each.velocity}%` });
    const kind = each.excluded ? "out" : number === shown.length - 1 ? "cur" : "";
    return made("div", { class: `bcol ${kind}` }, made("span", {}, two(each.velocity)), block);
  });
  const more = picture.most ? Math.min(picture.most - all.length, Math.max(room - shown.length, 0)) : 0;
  for (let k = 1; k <= more; k += 1) columns.push(made("div", { class: "bcol none" }, made("span", {}, String(all.length + k))));
  if (picture.floor !== null) columns.unshift(made("i", { class: "floor", style: `bottom:${78 * picture.floor / high}%` }));
  at("bars").replaceChildren(...columns);
  const told = shown.map((each) => two(each.velocity) + (each.excluded ? " left out" : "")).join(", ");
  at("bars").setAttribute("aria-label", told ? `Repetitions so far: ${told} metres per second, each plus or minus ${two(error)}` : "No repetition yet");
}
