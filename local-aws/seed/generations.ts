import { makeOwnImage } from '../own-image';
import type { SeededAccount } from './account';
import type { Servers } from './servers';

const DAY = 86_400_000;

/** Creates one image more than the generations, dated on previous days, so that the next backup prunes one. */
export async function seedGenerations(
  { environment, ec2: of, clock }: SeededAccount,
  { grouped }: Servers,
): Promise<void> {
  if (grouped?.generations === undefined) return;
  const { id: instanceId, name: server } = grouped;
  const ec2 = of(environment.region);
  for (let daysAgo = grouped.generations + 1; daysAgo > 0; daysAgo -= 1) {
    const at = new Date(clock.now().getTime() - daysAgo * DAY);
    await makeOwnImage(ec2, { instanceId, server, at });
  }
}
