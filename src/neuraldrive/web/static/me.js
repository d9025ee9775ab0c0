// The page of who is signed in: another password; a new token is shown once, and stands in the list at once.
import { fields, send, tell } from "./page.js";

const at = (id) => document.getElementById(id);
const show = (place, words) => { place.hidden = false; place.textContent = words; };

async function change(form) {
  const { old, fresh, again } = fields(form);
  at("changed").hidden = true;
  if (fresh !== again) throw new Error("The new password stands there in two ways. Nothing was changed; type it twice alike.");
  const me = await send("PUT", "/api/v1/me/password", { old, new: fresh });
  document.querySelector("meta[name=csrf]").content = me.csrf;
  form.reset();
  show(at("changed"), "The password is changed. Wherever else you were signed in, it is asked for again.");
}

async function make(form) {
  const made = await send("POST", "/api/v1/tokens", fields(form));
  form.reset();
  at("secret").hidden = false;
  at("secret-text").value = made.secret;
  at("copy").textContent = "Copy";
  show(at("secret-told"), `The token of ${made.name} is shown this once. Copy it now: the server keeps only its fingerprint.`);
  at("secret-text").select();
  await listed();
}

/** The list as the server has it now. */
async function listed() {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("tokens");
  if (fresh) at("tokens").replaceWith(document.adoptNode(fresh));
}

/** Browsers give pages without https no clipboard, but let them copy what is selected. */
async function copy() {
  at("secret-text").select();
  let done = true;
  try { await navigator.clipboard.writeText(at("secret-text").value); } catch { done = document.execCommand("copy"); }
  at("copy").textContent = done ? "Copied" : "Press Ctrl-C";
}

for (const [id, act] of [["password", change], ["new-token", make]]) {
  at(id)?.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await act(event.target);
      tell("");
    } catch (error) {
      tell(error.message);
    }
  });
}
at("copy")?.addEventListener("click", copy);
