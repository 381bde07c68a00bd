import type { Running } from '../../local-aws/moto';
import { type LocalAws, withStandIn } from '../../local-aws/start';

declare global {
  /** Of testing/command-environment.ts. */
  var takeMoto: (accountId: string) => Promise<Running>;
}

export type { LocalAws };

/** moto behind the stand-in, as `startLocalAws` starts it, without state. */
export async function testAws(accountId: string): Promise<LocalAws> {
  return withStandIn(await globalThis.takeMoto(accountId));
}
