// The icons of deskq: the symbol's name in static/icons.svg, then the Lucide drawing behind it.
const same = (...names) => Object.fromEntries(names.map((name) => [name, name]));

export const ICONS = {
  // what people come for
  ...same("building", "building-2", "landmark", "hammer", "ruler", "construction", "map", "map-pin", "banknote"),
  ...same("receipt", "coins", "credit-card", "wallet", "calculator", "file-text", "file-check", "file-search", "files"),
  ...same("file-plus", "file-pen", "file-badge", "folder", "archive", "stamp", "scale", "gavel", "shield-check"),
  ...same("message-square", "message-circle", "megaphone", "phone", "mail", "inbox", "info", "circle-help", "signpost"),
  ...same("droplets", "zap", "flame", "trees", "trash-2", "truck", "bus", "car", "store", "key-round", "handshake"),
  ...same("pencil", "badge-check", "brick-wall", "plug", "split", "shovel"),
  ...same("users", "user", "user-check", "user-x", "baby", "accessibility", "heart-handshake", "id-card", "calendar"),
  home: "house",
  // where to go
  ...same("arrow-right", "arrow-left", "arrow-up", "arrow-down", "arrow-up-right", "arrow-up-left", "arrow-left-right", "chevron-right", "chevron-left", "chevron-down"),
  ...same("corner-down-left", "door-open", "door-closed", "armchair", "monitor", "tablet", "smartphone", "ticket", "qr-code", "printer"),
  // what to do, how it stands
  ...same("check", "x", "plus", "minus", "circle-check", "circle-x", "circle-alert", "triangle-alert", "circle-dot", "list-checks"),
  ...same("clock", "hourglass", "timer", "bell", "bell-ring", "play", "pause", "repeat", "rotate-ccw", "undo-2"),
  ...same("redo-2", "log-in", "log-out", "lock", "coffee", "moon", "sun", "wifi", "wifi-off", "refresh-cw", "star"),
  ...same("volume-2", "volume-x", "languages", "type", "a-large-small", "move-down", "arrow-down-to-line", "keyboard"),
  ...same("search", "settings", "list", "layout-grid", "history", "send", "external-link", "chart-column", "flag", "circle"),
};
