// Here lives the making of a photo smaller before it is kept or sent: on the device, so that it takes little room and a
// short way. Nothing here keeps or sends.

const LONGEST_SIDE = 2560;
const SMALL = 1024 * 1024;
const QUALITY = 0.85;
const SHRINKS = /^image\/(jpeg|png|heic|heif)$/;

/**
 * A photo no larger than it is kept, the right way up, as {blob, name, isSeen}; as it is, where it is small or the browser
 * cannot read it, which `isSeen` says.
 */
export async function smaller(file) {
  const asItIs = { blob: file, name: file.name, isSeen: false };
  if (!SHRINKS.test(file.type)) {
    return asItIs;
  }
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  const by = bitmap ? Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height)) : 1;
  if (!bitmap) {
    return asItIs;
  }
  if (by === 1 && (file.size <= SMALL || file.type === "image/png")) {
    return { ...asItIs, isSeen: true };
  }
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * by);
  canvas.height = Math.round(bitmap.height * by);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((made) => { canvas.toBlob(made, "image/jpeg", QUALITY); });
  const name = file.name.replace(/\.(jpe?g|png|hei[cf])$/i, "");
  return { ...asItIs, ...(blob && blob.size < file.size && { blob, name: `${name}.jpg` }), isSeen: true };
}
