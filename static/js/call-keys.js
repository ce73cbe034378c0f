/** Keys 1 to 6, in Persian or Latin digits, press the outcome of a feedback call; not while text is typed. */

const DIGITS = ["123456789", "۱۲۳۴۵۶۷۸۹", "١٢٣٤٥٦٧٨٩"];

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("textarea, input, select")) return;
  const number = 1 + Math.max(...DIGITS.map((digits) => (event.key.length === 1 ? digits.indexOf(event.key) : -1)));
  const button = number && document.querySelector(`[data-call] [data-key="${number}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
