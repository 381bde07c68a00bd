import { startMoto, type Running } from '../../local-aws/moto';
import { resetMoto } from './reset-moto';

/** The motos of this jest worker that no test uses, by account. */
const free = new Map<string, Running[]>();

/** A moto without state. Test files use it one after the other: to reset one takes less time than to start another one. */
export async function takeMoto(accountId: string): Promise<Running> {
  const used = free.get(accountId)?.pop();
  const moto = used ?? (await startMoto(accountId));
  if (used) await resetMoto(used.url);
  const stop = (): Promise<void> => {
    free.set(accountId, [...(free.get(accountId) ?? []), moto]);
    return Promise.resolve();
  };
  return { url: moto.url, stop };
}
