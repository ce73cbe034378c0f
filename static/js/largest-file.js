/** Says before they are sent that a file is larger than the server takes. */

import { say } from "./words.js";

for (const field of document.querySelectorAll("input[type=file][data-largest]")) {
  field.addEventListener("change", () => {
    const most = Number(field.dataset.largest);
    const tooLarge = [...field.files].some((file) => file.size > most * 1024 * 1024);
    field.setCustomValidity(tooLarge ? say("file_too_large", { most }) : "");
    if (tooLarge) field.reportValidity();
  });
}
