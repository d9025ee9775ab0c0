// What can be taken away of what is shown: the numbers as CSV, the picture as PNG.

import { post } from "./ask.js";
import { colour } from "./canvas.js";

/** A CSV of one side: every sample, or every discharge, of the run that is drawn.
 * @param {object} asked what that picture answers. */
export async function takeCsv({ path, body, view }, side, what) {
  const text = await post(`${path}/${what}.csv`, body, "text");
  save(new Blob([text], { type: "text/csv" }), `${name(view, side)}_${view[side].population}_${side}_${what}.csv`);
}

/** The pictures of both sides as one PNG, with what they are written under them. */
export async function takePicture({ a, b }) {
  const lines = ["neuraldrive lab. Model, not a measurement. Dashed: the other state.", `A · ${a.asked.name}: ${a.facts.words}`, `B · ${b.asked.name}: ${b.facts.words}`, location.href];
  const cards = [...document.querySelectorAll(".pict")];
  const columns = cards.map((card) => [...card.querySelectorAll("canvas")].filter((each) => !each.hidden));
  const ratio = window.devicePixelRatio || 1, gap = 16 * ratio, head = 44 * ratio;
  const wide = columns[0][0].width, tall = columns[0].reduce((sum, each) => sum + each.height, 0);
  const sheet = document.createElement("canvas");
  [sheet.width, sheet.height] = [3 * gap + 2 * wide, 2 * gap + head + tall + (lines.length * 18 + 8) * ratio];
  const pen = sheet.getContext("2d");
  pen.fillStyle = colour("surface");
  pen.fillRect(0, 0, sheet.width, sheet.height);
  const family = getComputedStyle(document.body).fontFamily;
  columns.forEach((column, k) => {
    const x = gap + k * (wide + gap);
    pen.fillStyle = colour("text");
    pen.font = `600 ${17 * ratio}px ${family}`;
    pen.fillText(cards[k].querySelector("h2").textContent, x, gap + 20 * ratio);
    let y = gap + head;
    for (const each of column) { pen.drawImage(each, x, y); y += each.height; }
  });
  pen.font = `${12 * ratio}px ${family}`;
  pen.fillStyle = colour("text2");
  lines.forEach((line, k) => pen.fillText(line, gap, head + tall + gap + (k + 1) * 18 * ratio));
  const blob = await new Promise((done) => sheet.toBlob(done, "image/png"));
  save(blob, `${name(a.asked.view, "a")}_${a.asked.view.a.population}_${b.asked.view.b.population}.png`);
}

/** How a file's name begins; each side's picture knows what was asked for that side alone. */
function name(view, side) {
  const what = view.effort === "lift" ? `${view.lift}_${view.method}` : `${view[`muscle_${side}`] || view.muscle_a}_${view.effort}`;
  return `neuraldrive_${what}`;
}

function save(blob, called) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = called;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
