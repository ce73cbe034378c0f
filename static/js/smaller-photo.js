/** Makes a photo smaller before it is kept and sent: a slow connection carries ten of them instead of one. */

export const LONGEST = 1600;
const QUALITY = 0.82;

/** The width and height that fit into `longest`, in the same proportion. */
export function fitted(width, height, longest = LONGEST) {
  const share = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
}

/** A JPEG of the photo, upright; the file itself where the browser cannot read it or the result is no smaller. */
export async function smaller(file, { read = (blob) => createImageBitmap(blob), canvas = makeCanvas } = {}) {
  try {
    const picture = await read(file);
    const size = fitted(picture.width, picture.height);
    const drawn = await canvas(picture, size);
    picture.close?.();
    return drawn && drawn.size < file.size ? drawn : file;
  } catch {
    return file;
  }
}

function makeCanvas(picture, { width, height }) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d").drawImage(picture, 0, 0, width, height);
  return new Promise((resolve) => {
    canvas.toBlob(resolve, "image/jpeg", QUALITY);
  });
}
