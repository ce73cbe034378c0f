// The icons of deskq: the symbol's name in static/icons.svg, then the Lucide icon it is made from.
const same = (...names) => Object.fromEntries(names.map((name) => [name, name]));

export const ICONS = {
  // services
  ...same("building", "landmark", "construction", "map", "map-pin", "banknote"),
  ...same("receipt", "credit-card", "file-text"),
  ...same("folder", "stamp", "scale", "gavel", "shield-check"),
  ...same("message-square", "phone", "mail", "info", "circle-help"),
  ...same("droplets", "trees", "store", "key-round"),
  ...same("building-2", "hammer", "ruler", "signpost", "coins", "calculator", "files", "archive", "handshake"),
  ...same("file-check", "file-search", "file-plus", "file-pen", "file-badge", "id-card", "megaphone"),
  ...same("zap", "flame", "trash-2", "truck", "bus", "car"),
  ...same("pencil", "badge-check", "brick-wall", "plug", "split", "shovel"),
  ...same("users", "user", "user-check", "user-x", "heart-handshake", "calendar"),
  ...same("accessibility", "baby", "medal", "flower-2"),
  home: "house",
  // directions
  ...same("arrow-right", "arrow-left", "arrow-up", "arrow-down", "arrow-left-right"),
  ...same("door-open", "door-closed", "armchair", "monitor", "tablet", "smartphone", "ticket", "printer"),
  // actions and states
  ...same("check", "x", "plus", "minus", "circle-check", "circle-x", "circle-alert", "triangle-alert", "list-checks", "circle-dot"),
  ...same("clock", "hourglass", "timer", "bell", "bell-ring", "pause", "play", "undo-2"),
  ...same("log-in", "log-out", "lock", "coffee", "refresh-cw", "star"),
  ...same("volume-2", "languages", "a-large-small", "contrast", "arrow-down-to-line", "keyboard"),
  ...same("search", "list", "layout-grid", "send", "history", "settings", "chart-column", "wifi-off"),
  // messages
  ...same("inbox", "flag", "forward", "link", "eye", "camera", "phone-call", "mail-open", "package-open"),
  ...same("thumbs-up", "thumbs-down", "lightbulb", "shield-alert", "waves", "brush", "paw-print", "traffic-cone", "volume-x"),
  // amenities
  ...same("glass-water", "snowflake", "toilet", "wrench", "qr-code"),
  // the building and its people
  ...same("mosque", "graduation-cap"),
};

/** Icons that Lucide lacks: our own, on its 24-unit grid, in deploy/drawings. */
export const DRAWN = ["stairs-up", "cane", "lift"];
