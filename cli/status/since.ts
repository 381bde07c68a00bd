import { InvalidArgumentError } from 'commander';

import { instant } from '../options';

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const AGO = /^(?<count>[1-9]\d{0,4})(?<unit>[mhd])$/;

/** Parses an instant, or a duration before now, such as `24h` or `7d`. */
export function since(text: string): Date {
  const { count, unit } = AGO.exec(text)?.groups ?? {};
  if (count !== undefined) return new Date(Date.now() - Number(count) * UNITS[unit as keyof typeof UNITS]);
  try {
    return instant(text);
  } catch {
    throw new InvalidArgumentError('Specify a duration such as 24h or 7d, or an instant such as 2026-11-21T00:00:00Z.');
  }
}
