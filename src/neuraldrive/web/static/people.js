// The people page: a role is changed where it stands.
import { send, tell } from "./page.js";

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
