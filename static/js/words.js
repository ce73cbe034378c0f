/** Texts and number formats that scripts need; everything else is rendered by the server. */

const WORDS = {
  not_live: { en: "Offline since {at}", fa: "ارتباط از {at} قطع است" },
  board_stale: { en: "Offline. Last update {at}", fa: "ارتباط قطع است؛ آخرین خبر {at}" },
  board_stale_short: { en: "Offline {at}", fa: "قطع از {at}" },
  slower: {
    en: "Live connection lost at {at}. Updating every 5 seconds.",
    fa: "ارتباط زنده از ساعت {at} قطع است؛ هر ۵ ثانیه به‌روز می‌شود.",
  },
  saving_waits: {
    en: "Saving takes longer than usual. Please press once and wait.",
    fa: "ثبت بیشتر از معمول طول می‌کشد. لطفاً یک بار بزنید و صبر کنید.",
  },
  saving_stopped: {
    en: "Nothing can be saved right now. Please tell the administrator.",
    fa: "اکنون چیزی ثبت نمی‌شود. لطفاً به مدیر سامانه خبر دهید.",
  },
  calls_wait: { en: "Calls are delayed for a moment.", fa: "فراخوان‌ها چند لحظه دیرتر انجام می‌شود." },
  no_answer: {
    en: "The server did not respond. Please check the page before you try again.",
    fa: "پاسخی از سرور نرسید. لطفاً پیش از تکرار کار، صفحه را ببینید.",
  },
  not_sent: {
    en: "Offline: nothing was sent, and what you typed is still here. Please send it again when the connection is back.",
    fa: "ارتباط قطع است: چیزی فرستاده نشد و نوشته‌هایتان همین‌جاست. لطفاً پس از وصل شدن دوباره بفرستید.",
  },
  no_line: {
    en: "No answer came: the connection is lost. Please check the internet and try again.",
    fa: "پاسخی نرسید: ارتباط قطع است. لطفاً اینترنت را بررسی کنید و دوباره بزنید.",
  },
  failed: { en: "This did not work. Please try again.", fa: "انجام نشد. لطفاً دوباره امتحان کنید." },
  phone_near: {
    en: "It is almost your turn. Please come to the counters.",
    fa: "نوبت شما نزدیک است. لطفاً نزدیک باجه‌ها باشید.",
  },
  phone_called: { en: "It’s your turn.", fa: "اکنون نوبت شماست." },
  wait_break: {
    en: "Counter {n} is on a break, so the wait is longer.",
    fa: "باجهٔ {n} در استراحت است؛ برای همین انتظار طولانی‌تر شد.",
  },
  wait_closed: {
    en: "Counter {n} has closed, so the wait is longer.",
    fa: "باجهٔ {n} بسته شد؛ برای همین انتظار طولانی‌تر شد.",
  },
  wait_ahead: {
    en: "Visitors with priority have joined ahead of you, so the wait is longer.",
    fa: "مراجعانی با اولویت پیش از شما آمدند؛ برای همین انتظار طولانی‌تر شد.",
  },
  wait_longer: {
    en: "The visits before yours take longer than expected.",
    fa: "کار کسانی که پیش از شما هستند بیش از برآورد طول می‌کشد.",
  },
  wait_opened: {
    en: "Counter {n} has opened, so the wait is shorter.",
    fa: "باجهٔ {n} باز شد؛ انتظار کوتاه‌تر شد.",
  },
  wait_shorter: {
    en: "The queue moves faster than expected.",
    fa: "صف تندتر از برآورد پیش می‌رود.",
  },
  set_out_now: { en: "Please stay here, or come back now.", fa: "لطفاً همین‌جا بمانید یا همین حالا برگردید." },
  set_out_at: {
    en: "You can leave for a while. Please head back by {at}.",
    fa: "می‌توانید کمی بیرون بروید. لطفاً تا ساعت {at} برای برگشتن راه بیفتید.",
  },
  early: {
    en: "Your last action is still being processed, so this one was ignored. Please check, then try again.",
    fa: "کار پیشین هنوز در حال انجام بود و این یکی ثبت نشد. لطفاً صفحه را ببینید و دوباره امتحان کنید.",
  },
  inspection_waits: { en: "waits on this phone since {at}", fa: "از {at} در این گوشی منتظر ارسال است" },
  inspection_photos_wait: {
    en: "result sent; photos wait on this phone",
    fa: "نتیجه فرستاده شد؛ عکس‌ها منتظر ارسال است",
  },
  inspection_refused: { en: "not accepted, still on this phone", fa: "پذیرفته نشد؛ هنوز در این گوشی است" },
  inspection_sent: { en: "sent, entered at {at}", fa: "فرستاده شد، ثبت در {at}" },
  inspection_remark: { en: "sent as a remark, entered at {at}", fa: "به‌صورت یادداشت فرستاده شد، ثبت در {at}" },
  inspection_again: { en: "Try again", fa: "دوباره بفرست" },
  inspection_line_waits: {
    en: "Not sent yet: {n} results, {p} photos. They are kept on this phone and sent by themselves when the connection is back.",
    fa: "هنوز فرستاده نشده: {n} نتیجه، {p} عکس. در همین گوشی می‌ماند و با برگشت ارتباط خودش فرستاده می‌شود.",
  },
  inspection_sending: { en: "Sending: {n} results, {p} photos …", fa: "در حال فرستادن: {n} نتیجه، {p} عکس …" },
  inspection_session: {
    en: "Not sent yet: {n} results, {p} photos. They are kept on this phone. To send them, please sign in again.",
    fa: "هنوز فرستاده نشده: {n} نتیجه، {p} عکس. در همین گوشی می‌ماند. برای فرستادن، لطفاً دوباره وارد شوید.",
  },
  inspection_sign_in: { en: "Sign in", fa: "ورود" },
  inspection_all_sent: { en: "Everything is sent. Results: {n}.", fa: "همه فرستاده شد. نتیجه‌ها: {n}." },
  inspection_kept: {
    en: "This page also opens without a connection.",
    fa: "این صفحه بدون ارتباط هم باز می‌شود.",
  },
  inspection_keeping: { en: "The page is being kept on this phone …", fa: "صفحه در حال نگهداری در این گوشی است …" },
  inspection_keep_open: {
    en: "Keep this page open on the way: this browser cannot open it without a connection.",
    fa: "این صفحه را در راه باز نگه دارید: این مرورگر نمی‌تواند آن را بدون ارتباط باز کند.",
  },
  inspection_no_store: {
    en: "This browser cannot keep anything. Results are sent at once and need a connection.",
    fa: "این مرورگر چیزی نگه نمی‌دارد. نتیجه‌ها همان لحظه فرستاده می‌شود و ارتباط لازم دارد.",
  },
  inspection_no_room: {
    en: "There is no room left on this phone. Your entries are still in the form: choose fewer photos, or send what waits first.",
    fa: "در این گوشی جا نیست. نوشته‌های شما هنوز در فرم است: عکس کمتری انتخاب کنید، یا بگذارید اول بقیه فرستاده شود.",
  },
  inspection_others: {
    en: "{n} results of another person also wait on this phone; they are sent when that person signs in.",
    fa: "{n} نتیجه از شخص دیگری هم در این گوشی منتظر است؛ با ورود او فرستاده می‌شود.",
  },
  file_too_large: {
    en: "This file is larger than {most} MB. Please choose a smaller one.",
    fa: "حجم این فایل بیش از {most} مگابایت است. لطفاً فایل کوچک‌تری انتخاب کنید.",
  },
  file_sending: { en: "Sending, please wait …", fa: "در حال فرستادن، لطفاً صبر کنید …" },
  step_failed: {
    en: "The server did not answer. What you typed is still here. Please try again.",
    fa: "پاسخی از سرور نرسید. آنچه نوشته‌اید همین‌جاست. لطفاً دوباره امتحان کنید.",
  },
  step_waits: {
    en: "We cannot show what you typed right now. It is kept in this browser. Please reload the page.",
    fa: "اکنون نمی‌توانیم آنچه را نوشته‌اید نشان دهیم. در همین مرورگر مانده است. لطفاً صفحه را دوباره بارگذاری کنید.",
  },
  step_filed: {
    en: "This message has been filed. What you enter here is a new message.",
    fa: "این پیام ثبت شده است. آنچه اینجا بنویسید پیام تازه‌ای است.",
  },
  file_next: { en: ", ", fa: "، " },
  live_again: { en: "Connection restored.", fa: "ارتباط برقرار شد." },
  found: { en: "{n} found", fa: "{n} مورد" },
  plan_set: { en: "Point set.", fa: "نقطه گذاشته شد." },
  plan_none: { en: "Point removed.", fa: "نقطه برداشته شد." },
  plan_north: { en: "{n} metres to the north", fa: "{n} متر به شمال" },
  plan_south: { en: "{n} metres to the south", fa: "{n} متر به جنوب" },
  plan_east: { en: "{n} metres to the east", fa: "{n} متر به شرق" },
  plan_west: { en: "{n} metres to the west", fa: "{n} متر به غرب" },
  none_found: { en: "Nothing found", fa: "موردی پیدا نشد" },
};

const MONTHS_FA = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split(" ");
const PERSIAN = "۰۱۲۳۴۵۶۷۸۹";

/** The language of the page: fa or en. */
export function language() {
  return globalThis.document?.documentElement.lang.startsWith("en") ? "en" : "fa";
}

/** One of the texts above, with its `{placeholders}` filled and the digits of the page's language. */
export function say(key, values = {}, lang = language()) {
  const sentence = WORDS[key][lang];
  return digits(
    sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name])),
    lang,
  );
}

/** Screens of people who press; the others only wait for calls. */
const OF_STAFF = ["counter", "panel"];

/** What a live screen says about its connection, or else about saving; empty when all is well. */
export function lineWords({ screen, line, pace, since, saving }, lang = language()) {
  if (line === "down") return say(pace ? "slower" : "not_live", { at: since }, lang);
  if (!saving) return "";
  if (!OF_STAFF.includes(screen)) return say("calls_wait", {}, lang);
  return say(saving === "locked" ? "saving_waits" : "saving_stopped", {}, lang);
}

export function digits(text, lang = language()) {
  return lang === "fa" ? String(text).replace(/[0-9]/g, (digit) => PERSIAN[digit]) : String(text);
}

/** «۰۶:۱۲»; with hours when needed. */
export function stopwatch(seconds, lang = language()) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  const two = (number) => String(number).padStart(2, "0");
  const text = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return digits(whole >= 3600 ? `${Math.floor(whole / 3600)}:${text}` : text, lang);
}

/** Whole minutes, at least 1. */
export function minutes(seconds, lang = language()) {
  return digits(Math.max(1, Math.round((seconds || 0) / 60)), lang);
}

/** «۱۰:۴۲» in the office's time zone. */
export function hour(ms, lang = language(), zone = undefined) {
  const shape = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
  return digits(new Intl.DateTimeFormat("en-GB", shape).format(ms), lang);
}

/** «سه‌شنبه ۳ آذر ۱۴۰۵», as the server writes it. */
export function writtenDate(ms, lang = language(), zone = undefined) {
  const part = (locale, shape) => new Intl.DateTimeFormat(locale, { ...shape, timeZone: zone }).format(ms);
  if (lang === "en") {
    const [day, month, year] = part("en-GB", { day: "numeric", month: "long", year: "numeric" }).split(" ");
    return `${part("en-GB", { weekday: "long" })} ${day} ${month} ${year}`;
  }
  const numeric = { day: "numeric", month: "numeric", year: "numeric", timeZone: zone };
  const parts = new Intl.DateTimeFormat("en-u-ca-persian", numeric).formatToParts(ms);
  const of = (type) => parts.find((piece) => piece.type === type).value;
  const weekday = part("fa-IR", { weekday: "long" });
  return digits(`${weekday} ${of("day")} ${MONTHS_FA[of("month") - 1]} ${of("year")}`, lang);
}

const ARABIC_LETTERS = { ي: "ی", ى: "ی", ك: "ک", ة: "ه" };

/** Text normalised for search: one spelling of ی and ک, ASCII digits, half-space as a space, lower case. */
export function key(text) {
  return String(text)
    .replace(/[يىكة]/g, (letter) => ARABIC_LETTERS[letter])
    .replace(/[۰-۹]/g, (digit) => String(PERSIAN.indexOf(digit)))
    .replace(/[\u064b-\u065f\u0670\u2066-\u2069]/g, "")
    .replace(/[\u200c\s]+/g, " ")
    .trim()
    .toLowerCase();
}
