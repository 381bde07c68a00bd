import type { Finding } from '../../domain/finding';
import type { Environment } from '../schema';

/**
 * A service that differs from the others' (U5). It is the first part of every state key, so a typing error separates what
 * belongs together.
 *
 * @param all every environment: the most frequent service counts, or else the one that comes first
 */
export function serviceDiffers(service: string, all: readonly Pick<Environment, 'service'>[]): Finding[] {
  const services = all.map((environment) => environment.service);
  const frequency = (name: string) => services.filter((other) => other === name).length;
  const [usual = service] = services.toSorted((one, other) => frequency(other) - frequency(one));
  if (service === usual) return [];
  return [
    {
      rule: 'service-differs',
      severity: 'warning',
      source: 'backupctl',
      path: 'service',
      found: service,
      message: `the other environments have service ${usual}: the states and records of this one are separate from theirs`,
      remedy: `write ${usual}, or ignore this warning if the services differ on purpose`,
    },
  ];
}
