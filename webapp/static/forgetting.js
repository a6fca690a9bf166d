// Here lives the forgetting of what is too old on this device: what was kept, and the pages of it.

import { leaveUnneeded } from "./taking.js";
import { forgetOld } from "./vault-days.js";

/**
 * Delete what nobody has opened or changed for too long; its pages go after it. Gives whether something went. Rejects with a
 * DeviceError.
 */
export async function forget() {
  const left = await forgetOld();
  leaveUnneeded(left).catch(() => {});
  return left.isLess;
}
