// The lab's pictures: what each panel shows of one side, the other dashed on the same axes.

import { Panel, colour, niceStep } from "./canvas.js";

const MOST_ROWS = 120;

/** What both sides share, so that they can be compared by eye: ends of the axes. */
export function shared(pictures) {
  const both = Object.values(pictures).filter(Boolean);
  const most = (name, floor) => Math.max(floor, ...both.map(({ series }) => highest(series[name])));
  const rates = both.flatMap(({ facts, series }) => Object.keys(facts.shown_units).map((unit) => percentile(series[`rate_${unit}`], 0.97)));
  const isLift = both[0].facts.kind === "lift";
  return {
    duration: Math.max(...both.map(({ facts }) => facts.duration_s)),
    rate: ceiling(Math.max(30, ...rates)),
    force: isLift ? ceiling(most("force_high", 100)) : 1.1,
    velocity: [Math.min(-0.2, ...both.map(({ series }) => lowest(series.velocity))), ceiling(most("velocity_high", 0.5) * 1.05)],
    emg: Math.max(0.05, ...both.map(({ series }) => Math.max(highest(series.emg_high), -lowest(series.emg_low)))) * 1.05,
  };
}

/** Draws every panel of a side that is shown; tells each canvas its finding. */
export function draw(card, picture, other, ends) {
  for (const canvas of card.querySelectorAll("canvas")) {
    if (canvas.hidden) continue;
    const name = canvas.dataset.panel;
    canvas.setAttribute("aria-label", `${card.dataset.side.toUpperCase()}, ${NAMES[name]}: ${picture.findings[name] || "not simulated."}`);
    DRAWN[name](canvas, picture, other, ends);
  }
}

const NAMES = {
  raster: "discharges of all units", force: "force", rates: "discharge rates", share: "units on", emg: "surface EMG",
  velocity: "velocity of the bar", activation: "activation",
};

const DRAWN = {
  raster(canvas, { facts, series }, other, { duration }) {
    const units = facts.units;
    const panel = new Panel(canvas, { duration, low: 0, high: units, phrase: "unit, by threshold", ticks: [1, Math.round(units / 2), units], bottom: isLast(canvas) });
    const every = Math.max(1, Math.ceil(units / MOST_ROWS));
    const tall = Math.max(1.2, Math.min(4, (0.7 * every * (panel.y1 - panel.y0)) / units));
    const doubled = new Set(series.doublet_units || []), before = new Set(series.already_on || []);
    let at = 0;
    const rest = [], first = [], double = [];
    series.discharge_counts.forEach((count, unit) => {
      const shownRow = unit % every === every - 1 || every === 1;
      for (let k = 0; k < count; k += 1, at += 1) {
        if (!shownRow && k) continue;
        const stroke = [panel.x(series.discharges[at]), panel.y(unit + 0.5)];
        if (k === 0 && !before.has(unit)) first.push(stroke);
        if (k < 2 && doubled.has(unit)) double.push(stroke);
        if ((k || before.has(unit)) && shownRow) rest.push(stroke);
      }
    });
    strokes(panel, rest, "text", 1, tall);
    strokes(panel, first, "rec", 2.4, Math.max(tall, 2));
    strokes(panel, double, "rate", 2.4, Math.max(tall, 3));
    panel.words(panel.x1 + 6, panel.y0 + 8, "first", "rec", "left", true);
    panel.words(panel.x1 + 6, panel.y0 + 22, "discharges", "rec", "left", true);
    if (facts.labels.doublets) {
      panel.words(panel.x1 + 6, panel.y0 + 40, facts.labels.doublets.text, "rate", "left", true);
      panel.words(panel.x1 + 6, panel.y0 + 54, "doublets", "rate", "left", true);
    }
    if (every > 1) panel.words(panel.x1 + 6, panel.y1 - 2, `1 in ${every} drawn`, "text3");
  },

  force(canvas, picture, other, { duration, force }) {
    const isLift = picture.facts.kind === "lift";
    const ticks = isLift ? [0, force / 2, force] : [0, 0.5, 1];
    const scaled = isLift ? 1 : 100;
    const panel = new Panel(canvas, { duration, low: 0, high: force * scaled, phrase: isLift ? "force, N" : "force, % of tetanic", ticks: ticks.map((each) => each * scaled), bottom: isLast(canvas) });
    if (!isLift) panel.level(100, "line2", [4, 4]);
    course(panel, picture, other, "force", "tot", scaled);
    panel.beside([...told(picture, "force", "text"), ...(isLift ? [] : [{ level: 100, text: "tetanic", token: "text3", bold: false }])]);
  },

  rates(canvas, { facts, series }, other, { duration, rate }) {
    const panel = new Panel(canvas, { duration, low: 0, high: rate, phrase: "rate, pps", ticks: [0, rate / 2, rate], bottom: isLast(canvas) });
    const units = Object.keys(facts.shown_units);
    for (const unit of units) panel.band(series[`rate_${unit}_low`], series[`rate_${unit}_high`], facts.duration_s, "rate-soft");
    for (const unit of units) panel.line(series[`rate_${unit}`], facts.duration_s, "rate", 1.75);
    panel.words(panel.x1 + 6, 12, facts.labels.rates.hint, "text3");
    const most = Math.max(...units.map((unit) => highest(series[`rate_${unit}`])));
    if (most > rate) panel.words(panel.x1 + 6, 28, `▲ to ${most.toFixed(0)}`, "rate", "left", true); // a first interval, beyond the axis
    panel.beside(units.map((unit) => {
      const late = facts.shown_units[unit];
      return { level: Math.min(rate, late ?? 0), text: late === null ? `${unit} silent` : `unit ${unit}: ${late.toFixed(0)}`, token: "rate" };
    }));
  },

  share(canvas, picture, other, { duration }) {
    const panel = new Panel(canvas, { duration, low: 0, high: 100, phrase: "units on, % of the pool", ticks: [0, 50, 100], bottom: isLast(canvas) });
    const share = Float32Array.from(picture.series.share, (each) => 100 * each);
    panel.band(new Float32Array(share.length), share, picture.facts.duration_s, "rec-soft");
    course(panel, picture, other, "share", "rec", 100);
    panel.beside(told(picture, "share", "rec"));
  },

  velocity(canvas, picture, other, { duration, velocity: [low, high] }) {
    const panel = new Panel(canvas, { duration, low, high, phrase: "velocity of the bar, m/s", ticks: [0, high / 2, high], bottom: isLast(canvas) });
    panel.level(0, "line");
    rise(panel, picture);
    course(panel, picture, other, "velocity", "tot", 1);
    panel.beside(told(picture, "velocity", "text"));
  },

  activation(canvas, picture, other, { duration }) {
    const panel = new Panel(canvas, { duration, low: 0, high: 100, phrase: "activation, % of tetanic", ticks: [0, 50, 100], bottom: isLast(canvas) });
    course(panel, picture, other, "activation", "tot", 100);
    panel.beside(told(picture, "activation", "text"));
  },

  emg(canvas, { facts, series }, other, { duration, emg }) {
    const round = niceStep(emg / 2.5);
    const panel = new Panel(canvas, { duration, low: -emg, high: emg, phrase: "EMG, mV", ticks: [-round, 0, round].filter((each) => Math.abs(each) <= emg), bottom: isLast(canvas) });
    if (!series.emg_low) return;
    const many = series.emg_low.length;
    panel.pen.strokeStyle = colour("tot");
    panel.pen.lineWidth = 1;
    panel.pen.beginPath();
    for (let k = 0; k < many; k += 1) {
      const x = panel.x(((k + 0.5) / many) * facts.duration_s);
      panel.pen.moveTo(x, panel.y(series.emg_low[k]) + 0.5);
      panel.pen.lineTo(x, panel.y(series.emg_high[k]) - 0.5);
    }
    panel.pen.stroke();
  },
};

/** Whether no panel stands under this one: there the axis says what it is. */
function isLast(canvas) {
  return [...canvas.parentElement.querySelectorAll("canvas")].filter((each) => !each.hidden).at(-1) === canvas;
}

/** The number beside a panel, as the table has it, and under it what it is. */
function told({ facts }, name, token) {
  const { level, text, hint } = facts.labels[name];
  return level === null ? [] : [{ level, text, token }, { level, text: hint, token: "text3", bold: false }];
}

/** Band, line, and the other state's line dashed. */
function course(panel, picture, other, name, token, scaled) {
  const of = (which, key) => which.series[key] && Float32Array.from(which.series[key], (each) => each * scaled);
  panel.band(of(picture, `${name}_low`), of(picture, `${name}_high`), picture.facts.duration_s, `${token}-soft`);
  if (other && other.series[name]) panel.line(of(other, name), other.facts.duration_s, "line2", 1.25, [4, 4]);
  panel.line(of(picture, name), picture.facts.duration_s, token === "tot" ? "text" : token, 1.75);
}

/** Where the bar begins to move up, and where it ends. */
function rise(panel, { facts }) {
  for (const at of facts.held_s) panel.stroke([[panel.x(at), panel.y0], [panel.x(at), panel.y1]], "line", 1);
}

function strokes(panel, places, token, width, tall) {
  panel.pen.fillStyle = colour(token);
  for (const [x, y] of places) panel.pen.fillRect(x - width / 2, y - tall / 2, width, tall);
}

function highest(values) { return values ? values.reduce((most, each) => (each > most ? each : most), -Infinity) : -Infinity; }

function lowest(values) { return values ? values.reduce((least, each) => (each < least ? each : least), Infinity) : Infinity; }

function percentile(values, share) {
  const known = Array.from(values || []).filter(Number.isFinite).sort((one, other) => one - other);
  return known.length ? known[Math.floor(share * (known.length - 1))] : 0;
}

function ceiling(value) {
  const step = niceStep(value / 4);
  return step * Math.ceil(value / step - 1e-9);
}
