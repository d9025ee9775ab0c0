// The people page: a role is changed where it stands; a new token is shown once.
import { fields, send, tell } from "./page.js";

for (const each of document.querySelectorAll("[data-change]")) {
  each.addEventListener("change", async () => {
    const [method, path] = each.dataset.change.split(" ");
    try {
      await send(method, path, { [each.dataset.field]: each.value });
      tell("");
    } catch (error) {
      tell(error.message);
      each.value = [...each.options].find((option) => option.defaultSelected).value;
    }
  });
}

const form = document.getElementById("new-token");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const made = await send("POST", "/api/v1/tokens", fields(form));
    const place = document.getElementById("secret");
    place.hidden = false;
    place.textContent = `Copy it now, it is not shown again: ${made.secret}`;
    form.reset();
  } catch (error) {
    tell(error.message);
  }
});
