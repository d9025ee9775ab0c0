// What every page does: sends what changes something, tells what went wrong, keeps how a person likes to see the pages.

import "/static/strips.js";

/** Sends a change to the server; gives the answer, or throws an Error whose words can be shown. */
export async function send(method, path, body, signal) {
  const csrf = document.querySelector("meta[name=csrf]").content;
  const headers = { "X-CSRF": csrf, Accept: "application/json" };
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: isForm || body === undefined ? body : JSON.stringify(body), signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error("The server cannot be reached. Nothing was changed; try again when it is back.");
  }
  const text = await answer.text();
  let told = null;
  try { told = text ? JSON.parse(text) : null; } catch { /* not JSON: told below by its status */ }
  if (answer.ok) return told;
  const error = told && told.error;
  const where = error && error.where ? `${error.where}: ` : "";
  const failed = new Error(error && error.words ? error.words : error ? `${where}${error.what}: found ${error.found}, needed ${error.needed}. ${error.remedy}`
    : `The server answered ${answer.status}.`);
  throw Object.assign(failed, { status: answer.status, told: error });
}

/** Shows what went wrong at the top of the page; with nothing, takes it away. */
export function tell(words) {
  const place = document.getElementById("told");
  place.hidden = !words;
  place.textContent = words || "";
  if (words) place.scrollIntoView({ block: "nearest" });
}

/** The fields of a form as an object; empty ones as null, numbers as numbers. */
export function fields(form) {
  const found = {};
  for (const each of form.elements) {
    if (!each.name || each.type === "submit") continue;
    if (each.type === "checkbox") found[each.name] = each.checked;
    else if (each.value === "") found[each.name] = null;
    else found[each.name] = each.type === "number" ? Number(each.value) : each.value;
  }
  return found;
}

async function act(element, body) {
  const [method, path] = element.dataset.send.split(" ");
  element.setAttribute("aria-busy", "true");
  try {
    await send(method, path, body);
    if (element.dataset.to) location.assign(element.dataset.to);
    else location.reload();
  } catch (error) {
    tell(error.message);
  } finally {
    element.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-send]");
  if (!form) return;
  event.preventDefault();
  act(form, fields(form));
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-send]");
  if (button) act(button, button.dataset.body ? JSON.parse(button.dataset.body) : undefined);
});
document.addEventListener("change", (event) => {
  const name = event.target.dataset && event.target.dataset.cookie;
  if (!name) return;
  document.cookie = `${name}=${event.target.value}; path=/; max-age=31536000; samesite=lax`;
  location.reload();
});
