import type { Running } from '../../local-aws/moto';
import { type LocalAws, withStandIn } from '../../local-aws/start';

// The warning is about SDK versions that this repository does not install.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

declare global {
  /** Of testing/jest/environment.ts. */
  var takeMoto: (accountId: string) => Promise<Running>;
}

export type { LocalAws };

/** moto behind the stand-in, as `startLocalAws` starts it, without state. */
export async function testAws(accountId: string): Promise<LocalAws> {
  return withStandIn(await globalThis.takeMoto(accountId));
}
